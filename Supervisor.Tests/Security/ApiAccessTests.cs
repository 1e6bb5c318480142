using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Setup;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class ApiAccessTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Supervisor, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Manager, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Admin, HttpStatusCode.NotFound)]
    public async Task DeleteAgent_EachRole_IsAnsweredWithAProblemAndNoRedirect(string? role, HttpStatusCode expected)
    {
        using var client = await app.ClientAsync(role);

        using var answer = await client.DeleteAsync("/api/v1/agents/g1/999");

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Viewer, HttpStatusCode.OK)]
    [InlineData(Roles.Manager, HttpStatusCode.OK)]
    public async Task Codes_EveryRole_ReadsTheCatalogue(string? role, HttpStatusCode expected)
    {
        using var client = await app.ClientAsync(role);

        using var answer = await client.GetAsync("/api/v1/codes");

        Assert.Equal(expected, answer.StatusCode);
        if (role is null) return;
        var locked = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray().Single(x => x.GetProperty("code").GetString() == "110-016");
        Assert.Equal(("stop", "the account is locked", "账号已锁定"),
            (locked.GetProperty("action").GetString(), locked.GetProperty("meaning").GetProperty("en").GetString(), locked.GetProperty("meaning").GetProperty("zh").GetString()));
    }

    [Fact]
    public async Task Token_Revoked_EndsAtOnce()
    {
        using var client = await app.ClientAsync(Roles.Admin, "short-lived");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/agents/template.csv")).StatusCode);

        Assert.True((await app.Get<TokenCommands>().RevokeAsync("short-lived", PeopleFixture.Admin, default)).IsDone);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/agents/template.csv")).StatusCode);
        Assert.False((await app.Get<TokenCommands>().RevokeAsync("short-lived", PeopleFixture.Admin, default)).IsDone);
        Assert.False((await app.Get<TokenCommands>().AddAsync("short-lived", Roles.Admin, PeopleFixture.Admin, default)).Outcome.IsDone);
    }

    [Fact]
    public async Task Token_Unknown_IsRefused()
    {
        using var client = await app.ClientAsync(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sup_guess");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/agents/template.csv")).StatusCode);
    }

    [Fact]
    public async Task Hub_NobodySignedIn_IsUnauthorizedAndTokenInTheAddressWorks()
    {
        using var client = await app.ClientAsync(null);
        var (_, token) = await app.Get<TokenCommands>().AddAsync("wallboard", Roles.Viewer, PeopleFixture.Admin, default);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/hubs/floor/negotiate?negotiateVersion=1", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/hubs/floor/negotiate?negotiateVersion=1&access_token={token}", null)).StatusCode);
    }

    [Fact]
    public async Task Page_NobodySignedIn_RedirectsToSignInWithSafeHeaders()
    {
        using var client = await app.ClientAsync(null);

        using var answer = await client.GetAsync("/admin/agents");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/account/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("microphone=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_AddedChangedRemoved_PasswordNeverComesBack()
    {
        using var client = await app.ClientAsync(Roles.Admin);

        using var added = await client.PostAsJsonAsync("/api/v1/agents", new { gateway = "g1", agentId = "301", phoneNumber = "40301", password = "Never-told-1", team = "red" });
        Assert.Equal((HttpStatusCode.Created, "/api/v1/agents/g1/301"), (added.StatusCode, added.Headers.Location?.ToString()));
        Assert.DoesNotContain("Never-told-1", await added.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var changed = await client.PutAsJsonAsync("/api/v1/agents/g1/301", new { name = "Ann" });
        using var changedByBody = await client.PutAsJsonAsync("/api/v1/agents", new { gateway = "g1", agentId = "301", signInStatus = 5 });
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (changed.StatusCode, changedByBody.StatusCode));
        var stored = await app.Get<CredentialQueries>().FindAsync(new AgentId("g1", "301"), default);
        Assert.Equal(("Ann", "red", 5, null), (stored!.Name, stored.Team, stored.SignInStatus, stored.Password));

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/v1/agents/g1/301")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsJsonAsync("/api/v1/agents/g1/301", new { name = "x" })).StatusCode);
    }

    [Fact]
    public async Task PostAgent_EverythingWrong_ListsEveryError()
    {
        using var client = await app.ClientAsync(Roles.Admin);

        using var answer = await client.PostAsJsonAsync("/api/v1/agents", new { gateway = "none", agentId = "1", password = new string('q', 33) });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        var fields = JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateArray().Select(x => x.GetProperty("field").GetString());
        Assert.Equal(["agentId", "gateway", "password", "phoneNumber"], fields.Order());
        Assert.DoesNotContain("qqq", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"password\": \"Leak-me\", \"agentType\": \"Leak-me\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("nonsense Leak-me", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task PostAgent_BadBody_IsAProblemThatRepeatsNothing(string body, string type, HttpStatusCode expected)
    {
        using var client = await app.ClientAsync(Roles.Admin);

        using var answer = await client.PostAsync("/api/v1/agents", new StringContent(body, new MediaTypeHeaderValue(type)));

        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain("Leak-me", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_WrongThenUsedKey_SaysSo()
    {
        using var client = await app.ClientAsync(null);
        var key = await app.Get<FirstAdmin>().NewKeyAsync(default);

        Assert.Contains("wrong or old", await client.GetStringAsync("/setup?key=guess"), StringComparison.Ordinal);
        Assert.Contains("Make administrator", await client.GetStringAsync($"/setup?key={key}"), StringComparison.Ordinal);
        Assert.True((await app.Get<UserCommands>().AddAsync("ann", [Roles.Viewer], "correct horse battery", PeopleFixture.Admin, default)).IsDone);
        Assert.Contains("there are users already", await client.GetStringAsync($"/setup?key={key}"), StringComparison.Ordinal);
    }
}
