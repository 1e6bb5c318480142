using System.Net;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class HubOriginTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    [Theory]
    [InlineData(null, "", HttpStatusCode.OK)]
    [InlineData("http://localhost", "", HttpStatusCode.OK)]
    [InlineData("https://localhost", "", HttpStatusCode.OK)]
    [InlineData("https://floor.example:8443", "floor.example:8443", HttpStatusCode.OK)]
    [InlineData("http://localhost:8081", "", HttpStatusCode.Forbidden)]
    [InlineData("https://elsewhere.example", "", HttpStatusCode.Forbidden)]
    [InlineData("https://elsewhere.example", "floor.example", HttpStatusCode.Forbidden)]
    [InlineData("null", "", HttpStatusCode.Forbidden)]
    public async Task Hub_SignedInByCookie_IsForOurOwnPages(string? origin, string forwardedHost, HttpStatusCode expected)
    {
        const string Password = "correct horse battery";
        await app.Get<UserCommands>().AddAsync("viktor", [Roles.Viewer], Password, PeopleFixture.Admin, default);
        using var client = await app.ClientAsync(null);
        using var signedIn = await SingleSignOnFixture.PostAsync(
            client, "/account/sign-in", "/account/sign-in", ("_handler", "sign-in"), ("Input.User", "viktor"), ("Input.Password", Password));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        if (origin is not null) client.DefaultRequestHeaders.Add("Origin", origin);
        if (forwardedHost.Length > 0) client.DefaultRequestHeaders.Add("X-Forwarded-Host", forwardedHost);

        using var answer = await client.PostAsync("/hubs/floor/negotiate?negotiateVersion=1", null);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Hub_WithAToken_IsForPagesOfAnySite()
    {
        using var client = await app.ClientAsync(Roles.Viewer);
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");

        using var answer = await client.PostAsync("/hubs/floor/negotiate?negotiateVersion=1", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
