using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.Circuits;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Support;
using Supervisor.Web.Components;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

/// <summary>Browsers that answer every call of a page and do nothing of what it asks for: a page that has to be left ends without their help.</summary>
public sealed class DeafBrowserTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task OpenPage_UserDisabled_IsCutAndOthersStay()
    {
        await using var app = await StartAsync(1);
        using var bob = await BrowserAsync(app, "bob");
        using var ann = await BrowserAsync(app, "ann");
        await using var page = await OpenAsync(bob);
        await using var other = await OpenAsync(ann);

        await DisableAsync(app, "bob");

        await Eventually.IsTrueAsync(() => page.Fault is not null, "the page is cut");
        await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<CircuitCount>().Connected == 1, "one page is connected");
        Assert.Null(other.Fault);
    }

    [Fact]
    public async Task ConnectAPage_UserDisabledAMomentAgo_IsRefused()
    {
        await using var app = await StartAsync(SecurityOptions.MostSeconds);
        using var bob = Client(app);
        (await SignInAsync(bob)).Dispose();
        Assert.Equal(HttpStatusCode.OK, await ConnectAsync(bob));

        await DisableAsync(app, "bob");

        Assert.Equal(HttpStatusCode.Redirect, await ConnectAsync(bob));
    }

    [Fact]
    public async Task ChangeOverTheApi_UserDisabledAMomentAgo_IsRefused()
    {
        await using var app = await StartAsync(SecurityOptions.MostSeconds);
        using var bob = Client(app);
        (await SignInAsync(bob)).Dispose();
        Assert.Equal(HttpStatusCode.NotFound, await ActAsync(bob));

        await DisableAsync(app, "bob");

        Assert.Equal(HttpStatusCode.Unauthorized, await ActAsync(bob));
    }

    [Theory]
    [InlineData("signed out by the button")]
    [InlineData("signed in as somebody else")]
    public async Task OpenPages_OfASignInThatEnds_AreCutAtOnceAndThoseOfAnotherBrowserStay(string how)
    {
        await using var app = await StartAsync(SecurityOptions.MostSeconds);
        using var bob = await BrowserAsync(app, "bob");
        using var elsewhere = await BrowserAsync(app, "bob");
        await using var page = await OpenAsync(bob);
        await using var other = await OpenAsync(elsewhere);
        // the same person once more is the same sign-in
        await bob.SignInAsync("bob", RunningApp.Password);

        if (how == "signed out by the button") await bob.SignOutAsync();
        else await bob.SignInAsync("ann", RunningApp.Password);

        await Eventually.IsTrueAsync(() => page.Fault is not null, "the page is cut");
        Assert.Null(other.Fault);
    }

    [Fact]
    public async Task Cookie_CopiedBeforeTheSignOut_OpensNothing()
    {
        await using var app = await StartAsync(SecurityOptions.MostSeconds);
        using var bob = Client(app);
        using var thief = Client(app, cookies: false);
        using (var signedIn = await SignInAsync(bob)) thief.DefaultRequestHeaders.Add("Cookie", string.Join("; ", signedIn.Headers.GetValues("Set-Cookie").Select(x => x.Split(';')[0])));
        Assert.Equal(HttpStatusCode.OK, await FloorAsync(thief));

        (await SingleSignOnFixture.PostAsync(bob, "/floor", "/account/sign-out")).Dispose();

        await Eventually.IsTrueAsync(async () => await FloorAsync(thief) == HttpStatusCode.Redirect, "the cookie is refused");
    }

    private static HttpClient Client(RunningApp app, bool cookies = true) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies }) { BaseAddress = new Uri(app.Address) };

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser) =>
        SingleSignOnFixture.PostAsync(browser, "/account/sign-in", "/account/sign-in", ("_handler", "sign-in"), ("Input.User", "bob"), ("Input.Password", RunningApp.Password));

    private static async Task<HttpStatusCode> FloorAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync(new Uri("/floor", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<RunningApp> StartAsync(int revalidateSeconds)
    {
        var app = RunningApp.Start(new Dictionary<string, string> { ["Security:RevalidateSeconds"] = $"{revalidateSeconds}" });
        foreach (var name in (string[])["ann", "bob"]) await app.AddUserAsync(name, Roles.Supervisor);
        return app;
    }

    private static async Task<LeanBrowser> BrowserAsync(RunningApp app, string name)
    {
        var browser = new LeanBrowser(new Uri(app.Address + "/"));
        await browser.SignInAsync(name, RunningApp.Password);
        return browser;
    }

    private static async Task<LeanCircuit> OpenAsync(LeanBrowser browser)
    {
        using var late = new CancellationTokenSource(Deadline);
        var page = await browser.OpenAsync("floor", late.Token);
        await Eventually.IsTrueAsync(() => page.Counts.Beats > 0, "the page is live");
        return page;
    }

    private static async Task<HttpStatusCode> ConnectAsync(HttpClient browser)
    {
        using var answer = await browser.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ActAsync(HttpClient browser)
    {
        using var answer = await browser.PostAsJsonAsync(new Uri("/api/v1/agents/nowhere/1/actions/", UriKind.Relative), new { action = "busy" });
        return answer.StatusCode;
    }

    private static async Task DisableAsync(RunningApp app, string name) =>
        Assert.True((await app.Services.GetRequiredService<UserCommands>().SetEnabledAsync(name, false, PeopleFixture.Admin, default)).IsDone);
}
