using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>
/// Talks to the provider. Follows no redirect, as a code or a secret would travel on with it, and takes no long answer. Answers are never logged: they hold tokens.
/// </summary>
internal sealed class ProviderClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    // OpenID Connect Discovery 1.0, section 4
    private const string DiscoveryPath = "/.well-known/openid-configuration";

    private readonly SingleSignOnOptions _options;
    private readonly TimeProvider _time;
    private readonly SingleSignOnTrouble _trouble;
    private readonly HttpClient _http;
    private (ProviderAddresses Addresses, DateTimeOffset At)? _known;

    public ProviderClient(SingleSignOnOptions options, TimeProvider time, SingleSignOnTrouble trouble)
    {
        (_options, _time, _trouble) = (options, time, trouble);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Deadline, MaxResponseContentBufferSize = 256 * 1024 };
    }

    /// <summary>Where the provider is met, as configured or as it says itself; null where it cannot be asked, and the log says why.</summary>
    public async Task<ProviderAddresses?> FindAsync(CancellationToken cancellationToken)
    {
        if (_options.Authority is null) return new(_options.AuthorizationEndpoint!, _options.TokenEndpoint!, _options.UserInfoEndpoint!, SecretInBody: true, IdTokens: null);
        if (_known is { } known && _time.GetUtcNow() - known.At < Fresh) return known.Addresses;
        using var request = new HttpRequestMessage(HttpMethod.Get, _options.Authority.TrimEnd('/') + DiscoveryPath);
        using var answer = await AskAsync(request, cancellationToken);
        if (answer is null || Addresses(answer.RootElement) is not { } found) return null;
        _known = (found, _time.GetUtcNow());
        return found;
    }

    /// <summary>Exchanges a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5); null where that fails, and the log says why.</summary>
    public async Task<JsonDocument?> RedeemAsync(string code, string redirectUri, string verifier, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } addresses) return null;
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirectUri, ["client_id"] = _options.ClientId!, ["code_verifier"] = verifier };
        using var request = new HttpRequestMessage(HttpMethod.Post, addresses.Token);
        if (addresses.SecretInBody) form["client_secret"] = _options.Secret();
        else request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(_options.ClientId!)}:{Uri.EscapeDataString(_options.Secret())}")));
        request.Content = new FormUrlEncodedContent(form);
        return await AskAsync(request, cancellationToken);
    }

    /// <summary>The provider's public keys; null where they cannot be had, and the log says why.</summary>
    public async Task<IReadOnlyList<SecurityKey>?> KeysAsync(IdTokenIssuer issuer, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, issuer.Keys);
        using var answer = await AskAsync(request, cancellationToken);
        if (answer is null) return null;
        try
        {
            return [.. JsonWebKeySet.Create(answer.RootElement.GetRawText()).GetSigningKeys()];
        }
        catch (ArgumentException)
        {
            _trouble.OfProvider(issuer.Keys, "the keys cannot be read");
            return null;
        }
    }

    /// <summary>Asks who it is; null where that fails, and the log says why.</summary>
    public async Task<JsonElement?> UserInfoAsync(ProviderAddresses addresses, string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, addresses.UserInfo);
        request.Headers.Authorization = new("Bearer", accessToken);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Supervisor", null));
        using var answer = await AskAsync(request, cancellationToken);
        return answer?.RootElement.Clone();
    }

    public void Dispose() => _http.Dispose();

    private ProviderAddresses? Addresses(JsonElement document)
    {
        // section 4.3: whoever answers for another issuer is not the one that was meant
        if (document.Text("issuer") is not { } issuer || issuer.TrimEnd('/') != _options.Authority!.TrimEnd('/')) return Unusable("its issuer is another one");
        if (document.Text("authorization_endpoint") is not { } authorization || document.Text("token_endpoint") is not { } token
            || document.Text("userinfo_endpoint") is not { } userInfo || document.Text("jwks_uri") is not { } keys)
            return Unusable("an address is missing");
        if (!((string[])[authorization, token, userInfo, keys]).All(SingleSignOnRules.IsSafe)) return Unusable("an address is not https");
        // section 3: without a list it is basic authentication
        var inBody = document.TryGetProperty("token_endpoint_auth_methods_supported", out var ways) && ways.ValueKind == JsonValueKind.Array
            && ways.EnumerateArray().Any(x => x.ValueKind == JsonValueKind.String && x.ValueEquals("client_secret_post"));
        return new(authorization, token, userInfo, inBody, new(issuer, keys));
    }

    private ProviderAddresses? Unusable(string why)
    {
        _trouble.OfProvider(_options.Authority + DiscoveryPath, why);
        return null;
    }

    private async Task<JsonDocument?> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new("application/json"));
        var address = request.RequestUri!.GetLeftPart(UriPartial.Path);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            if (response.IsSuccessStatusCode && document.RootElement.ValueKind == JsonValueKind.Object) return document;
            using (document) _trouble.OfProvider(address, $"{(int)response.StatusCode} {TypedName.Clean(document.RootElement.Text("error"))}");
        }
        catch (JsonException)
        {
            _trouble.OfProvider(address, "the answer is no JSON");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or UnauthorizedAccessException)
        {
            _trouble.OfProvider(address, fault.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _trouble.OfProvider(address, $"no answer within {Deadline.TotalSeconds} s");
        }

        return null;
    }
}
