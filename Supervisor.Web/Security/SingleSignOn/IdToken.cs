using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>What an id_token must fit to be believed.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="ClientId">We.</param>
/// <param name="Nonce">Of this attempt; null where it has none, which no token fits.</param>
/// <param name="Keys">The provider's.</param>
internal sealed record IdTokenTerms(string Issuer, string ClientId, string? Nonce, IReadOnlyList<SecurityKey> Keys);

/// <summary>Checks id_tokens as OpenID Connect Core 1.0, section 3.1.3.7 asks. The library reads them and checks signature, issuer, audience and time; nonce, <c>azp</c> and <c>iat</c> are left to us.</summary>
internal static class IdToken
{
    /// <summary>How far the provider's clock may be from ours.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private static readonly JsonWebTokenHandler Handler = new();

    // signatures that only the provider can make: none of those with a shared secret
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The claims, or what does not fit, in words that hold nothing of the token.</summary>
    public static async Task<(JsonElement Claims, string? Fault)> ReadAsync(string? token, IdTokenTerms terms, DateTimeOffset now)
    {
        if (token is null) return (default, "there is no id_token");
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = terms.Issuer,
            ValidAudience = terms.ClientId,
            IssuerSigningKeys = terms.Keys,
            ValidAlgorithms = Algorithms,
            LifetimeValidator = (from, until, _, _) => until > (now - Skew).UtcDateTime && !(from > (now + Skew).UtcDateTime),
        });
        if (!result.IsValid) return (default, Words(result.Exception));
        var claims = JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(((JsonWebToken)result.SecurityToken).EncodedPayload));
        return (claims, Fault(claims, terms, now));
    }

    private static string? Fault(JsonElement claims, IdTokenTerms terms, DateTimeOffset now)
    {
        if (terms.Nonce is null || claims.Text("nonce") != terms.Nonce) return "the id_token is of another sign-in (nonce)";
        var forMany = claims.TryGetProperty("aud", out var audience) && audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() > 1;
        if ((forMany || claims.TryGetProperty("azp", out _)) && claims.Text("azp") != terms.ClientId) return "the id_token is for somebody else (azp)";
        if (!claims.TryGetProperty("iat", out var made) || made.ValueKind != JsonValueKind.Number || made.GetDouble() > (now + Skew).ToUnixTimeSeconds()) return "the id_token is not of this time (iat)";
        return claims.Text("sub") is { Length: > 0 } ? null : "the id_token is about nobody (sub)";
    }

    // the library's own messages quote what they refuse
    private static string Words(Exception fault) => fault switch
    {
        SecurityTokenInvalidIssuerException => "the id_token is another issuer's (iss)",
        SecurityTokenInvalidAudienceException => "the id_token is for somebody else (aud)",
        SecurityTokenInvalidLifetimeException => "the id_token does not hold now (exp, nbf)",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "the id_token is not signed by the provider",
        _ => "the id_token cannot be read",
    };
}
