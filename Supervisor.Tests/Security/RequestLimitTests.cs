using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Security;

public sealed class RequestLimitTests(WebAppFixture app) : IClassFixture<WebAppFixture>
{
    [Fact]
    public async Task SignIn_GuessedFromOneAddress_IsRefusedForAWhile()
    {
        using var client = await app.ClientAsync(null);
        var before = await CountedAsync("limit");
        HttpResponseMessage? last = null;
        for (var i = 0; i <= RequestLimits.SignInsPerMinute; i++)
        {
            last?.Dispose();
            using var form = new FormUrlEncodedContent([new("name", $"user{i}"), new("password", "guess")]);
            last = await client.PostAsync("/account/sign-in", form);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
        Assert.InRange(last.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        last.Dispose();
        Assert.Equal(before + 1, await CountedAsync("limit"));
        // looking at pages goes on
        using var page = await client.GetAsync("/account/sign-in");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignIn_GuessedFromOneNetworkOfIPv6_IsRefusedForAWhile()
    {
        for (var i = 1; i <= RequestLimits.SignInsPerMinute; i++) Assert.NotEqual(StatusCodes.Status429TooManyRequests, await GuessAsync($"2001:db8::{i:x}"));

        Assert.Equal(StatusCodes.Status429TooManyRequests, await GuessAsync("2001:db8::ffff:1"));
        Assert.NotEqual(StatusCodes.Status429TooManyRequests, await GuessAsync("2001:db8:0:1::1"));
    }

    [Fact]
    public async Task Refusals_UnknownNameOrToken_AreCountedWithoutTellingWho()
    {
        var (tokens, signIns) = (await CountedAsync("token"), await CountedAsync("sign-in"));
        using var guesser = await app.ClientAsync(null);
        guesser.DefaultRequestHeaders.Authorization = new("Bearer", "sup_guessed");
        Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.GetAsync(new Uri("/api/v1/floor", UriKind.Relative))).StatusCode);
        await app.Get<SignInAudit>().RefusedAsync("nobody-at-all", "no such user", null);

        Assert.Equal((tokens + 1, signIns + 1), (await CountedAsync("token"), await CountedAsync("sign-in")));
        Assert.DoesNotContain("nobody-at-all", await MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsABadRequestAndNobodyIsSignedOut()
    {
        using var client = await app.ClientAsync(Roles.Viewer);
        using var form = new FormUrlEncodedContent([new("anything", "x")]);
        using var answer = await client.PostAsync("/account/sign-out", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<string> MetricsAsync()
    {
        using var reader = await app.ClientAsync(Roles.Viewer);
        return await reader.GetStringAsync(new Uri("/metrics", UriKind.Relative));
    }

    private async Task<long> CountedAsync(string cause)
    {
        var name = $"supervisor_refusals_total{{cause=\"{cause}\"}} ";
        var line = (await MetricsAsync()).Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    private async Task<int> GuessAsync(string address) => (await app.Server.SendAsync(context =>
    {
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        (context.Request.Method, context.Request.Path) = ("POST", "/account/sign-in");
    })).Response.StatusCode;

    [Theory]
    [InlineData("https://floor.example/account/sign-in", true)]
    [InlineData("http://floor.example/account/sign-in", false)]
    public async Task CookieOfForms_OverTls_IsSentOverTlsOnly(string address, bool expected)
    {
        using var client = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(new Uri(address));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), x => x.StartsWith(".AspNetCore.Antiforgery", StringComparison.Ordinal));
        Assert.Equal(expected, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("https://floor.example/healthz", true)]
    [InlineData("http://floor.example/healthz", false)]
    public async Task Hsts_OnlyOverTls(string address, bool expected)
    {
        using var client = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(new Uri(address));
        Assert.Equal(expected, answer.Headers.Contains("Strict-Transport-Security"));
    }
}
