using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>A browser, the app and a provider over real HTTP. One app for all; every test has people of its own.</summary>
public sealed class SingleSignOnTests(SingleSignOnFixture app) : IClassFixture<SingleSignOnFixture>, IDisposable
{
    private readonly SingleSignOnJourney _journey = new(app);

    public void Dispose()
    {
        app.Provider.Denies = false;
        _journey.Dispose();
    }

    [Fact]
    public async Task SignIn_Good_OpensThePageThatWasAskedForAndMakesTheUser()
    {
        Vouch("s1", "ann", "floor-leads", "reports", "else");

        var callback = await _journey.AuthorizeAsync("/history");
        var back = await _journey.ReturnAsync(callback);

        Assert.Equal("/history", back.Headers.Location!.ToString());
        var user = await UserAsync("ann");
        Assert.Equal([Roles.Manager, Roles.Supervisor], user.Roles);
        Assert.True(user.External);
        Assert.Equal(HttpStatusCode.OK, (await _journey.Browser.GetAsync("/history")).StatusCode);
        Assert.Equal("basic", app.Provider.LastExchange);
        var audit = await app.AuditAsync();
        Assert.Contains(audit, x => x is { Actor: "single-sign-on", Action: "user.add", Target: "ann" });
        Assert.Contains(audit, x => x is { Actor: "single-sign-on", Action: "user.roles", Target: "ann", Detail: " -> supervisor, manager" });
        Assert.Contains(audit, x => x is { Actor: "ann", Action: "sign-in.done" } && x.Detail!.StartsWith("Office, from ", StringComparison.Ordinal));

        (await SingleSignOnFixture.PostAsync(_journey.Browser, "/account/denied", "/account/sign-out")).Dispose();
        Assert.Equal(HttpStatusCode.Redirect, (await _journey.Browser.GetAsync("/history")).StatusCode);
        Assert.Contains(await app.AuditAsync(), x => x is { Actor: "ann", Action: "sign-in.ended" });
        Assert.DoesNotContain(FakeProvider.Secret, app.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("token-", app.Logs.Text, StringComparison.Ordinal);
        foreach (var secret in QueryHelpers.ParseQuery(callback.Query).Values) Assert.DoesNotContain(secret.ToString(), app.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/wall/{0}")]
    [InlineData("/wall/{0}/stream")]
    [InlineData("/setup?key={0}")]
    [InlineData("/hubs/floor?access_token={0}")]
    public async Task Address_WithASecret_IsInNoLogAtAnyLevel(string address)
    {
        var secret = RandomSecret.Create();

        (await _journey.Browser.GetAsync(string.Format(CultureInfo.InvariantCulture, address, secret))).Dispose();

        // of the level Debug, so the setting holds
        Assert.Contains("Request matched endpoint", app.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, app.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_WithASecretThatTheLanguageReturnsTo_IsInNoLogAtAnyLevel()
    {
        var secret = RandomSecret.Create();

        using var answer = await SingleSignOnFixture.PostAsync(_journey.Browser, "/account/sign-in", "/account/language", ("language", "zh-Hans"), ("returnUrl", $"/setup?key={secret}"));

        Assert.Equal($"/setup?key={secret}", answer.Headers.Location?.ToString());
        Assert.Contains("Request matched endpoint", app.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, app.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfTheSignIn_OffersItAndItsCookieIsForThisWayOnly()
    {
        Assert.Contains("href=\"/account/single-sign-on?returnUrl=%2Ffloor\"", await _journey.Browser.GetStringAsync("/account/sign-in?ReturnUrl=/floor"), StringComparison.Ordinal);

        using var answer = await _journey.Browser.GetAsync("/account/single-sign-on");

        Assert.StartsWith(app.Provider.Address + "/authorize?tenant=1&", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), x => x.StartsWith(".AspNetCore.Correlation.", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.All((string[])["httponly", "samesite=lax", "path=/account/single-sign-on/callback"], part => Assert.Contains(part, cookie, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task SignIn_ReturnAddressElsewhere_EndsAtTheFirstPage(string elsewhere)
    {
        Vouch("s2", "otto", "reports");

        Assert.Equal("/", (await _journey.ReturnAsync(await _journey.AuthorizeAsync(elsewhere))).Headers.Location!.ToString());
    }

    [Fact]
    public async Task SignIn_CodeOfAnotherVerifier_IsRefused()
    {
        Vouch("s3", "eve", "reports");
        using var begun = await _journey.Browser.GetAsync("/account/single-sign-on");
        var query = QueryHelpers.ParseQuery(begun.Headers.Location!.Query).ToDictionary(x => x.Key, x => (string?)x.Value.ToString());
        query["code_challenge"] = "of-somebody-elses-verifier";

        await _journey.AssertRefusedAsync(await _journey.AwayAsync(new Uri(QueryHelpers.AddQueryString(app.Provider.Address + "/authorize", query))), "Failed", "did not come to an end");
        Assert.Contains("400 invalid_grant", app.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_StateOfAnotherBrowserOrMadeUp_IsRefused()
    {
        Vouch("s4", "eve", "reports");
        using var other = app.Browser();
        using var begun = await other.GetAsync("/account/single-sign-on");

        await _journey.AssertRefusedAsync(await _journey.AwayAsync(begun.Headers.Location!), "Failed", "did not come to an end");
        await _journey.AssertRefusedAsync(new Uri("http://localhost/account/single-sign-on/callback?code=1&state=made-up"), "Failed", "did not come to an end");
    }

    [Fact]
    public async Task Callback_CalledWithoutEndFromOneAddress_IsLimitedBeforeItIsLookedAt()
    {
        for (var i = 0; i < RequestLimits.SingleSignOnsPerMinute; i++) Assert.Equal(StatusCodes.Status302Found, await CallAsync());

        Assert.Equal(StatusCodes.Status429TooManyRequests, await CallAsync());

        async Task<int> CallAsync() => (await app.Server.SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse("2001:db8:5::1");
            (context.Request.Method, context.Request.Path, context.Request.QueryString) = ("GET", "/account/single-sign-on/callback", new QueryString("?code=1&state=made-up"));
        })).Response.StatusCode;
    }

    [Fact]
    public async Task SignIn_CodeUsedTwice_IsRefused()
    {
        Vouch("s5", "mia", "reports");
        var callback = await _journey.AuthorizeAsync("/");
        Assert.Equal("/", (await _journey.ReturnAsync(callback)).Headers.Location!.ToString());

        await _journey.AssertRefusedAsync(callback, "Failed", "did not come to an end");
    }

    [Fact]
    public async Task SignIn_DeniedByTheProvider_SaysSo()
    {
        app.Provider.Denies = true;

        await _journey.AssertRefusedAsync(await _journey.AuthorizeAsync("/"), "Denied", "Office did not allow it.");
    }

    [Fact]
    public async Task SignIn_NoMappedRole_IsRefusedAndMakesNoUser()
    {
        Vouch("s6", "nora", "admin", "Floor-Leads");

        await _journey.AssertRefusedAsync(await _journey.AuthorizeAsync("/"), "NoRole", "gives you no role");
        Assert.DoesNotContain(await app.Get<UserQueries>().AllAsync(default), x => x.Name == "nora");
        Assert.Contains(await app.AuditAsync(), x => x is { Action: "sign-in.failed", Target: "nora" } && x.Detail!.StartsWith("Office: no role", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_RolesTakenAwayThere_EndHereAtTheNextSignIn()
    {
        Vouch("s7", "paul", "floor-leads", "reports");
        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));
        Vouch("s7", "paul", "reports");
        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));
        Assert.Equal([Roles.Manager], (await UserAsync("paul")).Roles);

        Vouch("s7", "paul");
        await _journey.AssertRefusedAsync(await _journey.AuthorizeAsync("/"), "NoRole", "gives you no role");
        Assert.Empty((await UserAsync("paul")).Roles);
    }

    [Fact]
    public async Task SignIn_DisabledHere_IsRefused()
    {
        Vouch("s8", "dora", "reports");
        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));
        Assert.True((await app.Get<UserCommands>().SetEnabledAsync("dora", false, PeopleFixture.Admin, default)).IsDone);

        await _journey.AssertRefusedAsync(await _journey.AuthorizeAsync("/"), "Disabled", "disabled in Supervisor");
    }

    [Theory]
    [InlineData("LOCAL")]
    [InlineData("cli")]
    [InlineData("two words")]
    public async Task SignIn_NameOfALocalAccountOrNone_TakesNothingOver(string name)
    {
        await app.Get<UserCommands>().AddAsync("local", [Roles.Admin], "correct horse battery", PeopleFixture.Admin, default);
        Vouch("s9", name, "reports");

        await _journey.AssertRefusedAsync(await _journey.AuthorizeAsync("/"), "Name", "belongs to another account");
        Assert.Equal([Roles.Admin], (await UserAsync("local")).Roles);
    }

    [Fact]
    public async Task SignIn_RenamedThere_IsTheSameUserHere()
    {
        Vouch("s10", "rita", "reports");
        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));
        Vouch("s10", "rita.new", "reports");
        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));

        Assert.Contains(await app.AuditAsync(), x => x is { Action: "user.rename", Target: "rita.new", Detail: "rita -> rita.new" });
        Assert.DoesNotContain(await app.Get<UserQueries>().AllAsync(default), x => x.Name == "rita");
    }

    [Fact]
    public async Task Commands_OnAnExternalUser_LeaveRolesAndPasswordToTheProvider()
    {
        Vouch("s11", "xenia", "reports");
        await _journey.ReturnAsync(await _journey.AuthorizeAsync("/"));
        var commands = app.Get<UserCommands>();

        Assert.Equal(OutcomeKind.Invalid, (await commands.SetRolesAsync("xenia", [Roles.Admin], PeopleFixture.Admin, default)).Kind);
        Assert.Equal(OutcomeKind.Invalid, (await commands.SetPasswordAsync("xenia", "correct horse battery", PeopleFixture.Admin, default)).Kind);
        using var other = app.Browser();
        using var refused = await SignInAsync(other, "xenia", "anything at all");
        Assert.Contains("User name or password is wrong, or the account is locked for a few minutes after too many tries.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordSignIns_GoodWrongAndTooManyWrong_StandInTheAudit()
    {
        await app.Get<UserCommands>().AddAsync("lena", [Roles.Manager], "correct horse battery", PeopleFixture.Admin, default);
        using (var good = await SignInAsync(_journey.Browser, "lena", "correct horse battery")) Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        for (var i = 0; i < 5; i++) (await SignInAsync(app.Browser(), "lena", "wrong-and-never-told")).Dispose();

        var audit = await app.AuditAsync();
        Assert.Contains(audit, x => x is { Actor: "lena", Action: "sign-in.done" } && x.Detail!.StartsWith("password, from ", StringComparison.Ordinal));
        Assert.Single(audit, x => x is { Action: "sign-in.locked", Target: "lena" });
        Assert.DoesNotContain(audit, x => $"{x.Target} {x.Detail}".Contains("never-told", StringComparison.Ordinal));
        Assert.DoesNotContain("never-told", app.Logs.Text, StringComparison.Ordinal);
    }

    private void Vouch(string subject, string name, params string[] roles) => app.Provider.Person = new { sub = subject, preferred_username = name, realm_access = new { roles } };

    private async Task<UserRow> UserAsync(string name) => (await app.Get<UserQueries>().AllAsync(default)).Single(x => x.Name == name);

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password) => SingleSignOnFixture.PostAsync(
        browser, "/account/sign-in", "/account/sign-in", ("_handler", "sign-in"), ("Input.User", name), ("Input.Password", password));
}
