using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Supervisor.Tests.Security;

/// <summary>A small OpenID Connect provider over real HTTP: discovery, keys, authorize, token with the PKCE check of RFC 7636 section 4.6, id_tokens, userinfo. Signs everybody in as <see cref="Person"/> without asking.</summary>
public sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "supervisor", Secret = "s3cret-of-the-client";

    private readonly ConcurrentDictionary<string, (string Challenge, string RedirectUri, string Nonce)> _codes = new();
    private readonly ConcurrentDictionary<string, bool> _tokens = new();
    private readonly WebApplication _app;

    private IdTokenSigner _signer = new();

    private FakeProvider(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The answer of the userinfo endpoint.</summary>
    public object Person { get; set; } = new { sub = "1" };

    /// <summary>Makes the id_token of the claims that belong there, in place of <see cref="Sign"/>; may return null for none.</summary>
    public Func<Dictionary<string, object>, string?>? IdToken { get; set; }

    /// <summary>The answer that gives its keys, as text; null for the key that signs.</summary>
    public string? Keys { get; set; }

    /// <summary>The person says no at the provider.</summary>
    public bool Denies { get; set; }

    /// <summary>Its discovery document names another issuer.</summary>
    public bool IsAnother { get; set; }

    /// <summary>How the last code was exchanged.</summary>
    public string LastExchange { get; private set; } = "";

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = provider.IsAnother ? "https://evil.example" : provider.Address,
            authorization_endpoint = provider.Address + "/authorize?tenant=1",
            token_endpoint = provider.Address + "/token",
            userinfo_endpoint = provider.Address + "/userinfo",
            jwks_uri = provider.Address + "/keys",
        });
        app.MapGet("/keys", () => provider.Keys is { } keys ? Results.Text(keys, "application/json") : Results.Json(provider._signer.Keys));
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        app.MapGet("/userinfo", (HttpRequest request) =>
            provider._tokens.ContainsKey(request.Headers.Authorization.ToString()) ? Results.Json(provider.Person) : Results.Unauthorized());
        await app.StartAsync();
        return provider;
    }

    public string Sign(IReadOnlyDictionary<string, object> claims) => _signer.Sign(claims);

    /// <summary>From now on it signs with another key, and publishes that.</summary>
    public void ChangeKeys()
    {
        _signer.Dispose();
        _signer = new IdTokenSigner();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _signer.Dispose();
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256") return Results.BadRequest();
        var (back, state) = (query["redirect_uri"].ToString(), query["state"].ToString());
        if (Denies) return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = state }));
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["code_challenge"].ToString(), back, query["nonce"].ToString());
        return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["code"] = code, ["state"] = state }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Secret}"));
        if (request.Headers.Authorization != basic && form["client_secret"] != Secret) return Refuse("invalid_client");
        // a code is good once
        if (!_codes.TryRemove(form["code"].ToString(), out var issued) || form["redirect_uri"] != issued.RedirectUri) return Refuse("invalid_grant");
        if (WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != issued.Challenge) return Refuse("invalid_grant");
        LastExchange = request.Headers.Authorization == basic ? "basic" : "form";
        var token = "token-" + Guid.NewGuid().ToString("N");
        _tokens["Bearer " + token] = true;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["sub"] = JsonSerializer.SerializeToElement(Person).GetProperty("sub"),
            ["nonce"] = issued.Nonce,
            ["iat"] = now,
            ["exp"] = now + 60,
        };
        return Results.Json(new { access_token = token, token_type = "bearer", expires_in = 60, id_token = (IdToken ?? Sign)(claims) });
    }

    private static IResult Refuse(string error) => Results.Json(new { error }, statusCode: StatusCodes.Status400BadRequest);
}
