using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Supervisor.Tests.Security;

/// <summary>Signs id_tokens with a key of its own.</summary>
public sealed class IdTokenSigner : IDisposable
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly RSA _key = RSA.Create(2048);

    /// <summary>What the provider publishes: RFC 7517.</summary>
    public object Keys
    {
        get
        {
            var open = _key.ExportParameters(includePrivateParameters: false);
            return new { keys = new[] { new { kty = "RSA", use = "sig", kid = "1", n = WebEncoders.Base64UrlEncode(open.Modulus!), e = WebEncoders.Base64UrlEncode(open.Exponent!) } } };
        }
    }

    public IReadOnlyList<SecurityKey> SecurityKeys => [Key];

    private RsaSecurityKey Key => new(_key) { KeyId = "1" };

    public string Sign(IReadOnlyDictionary<string, object> claims) => Handler.CreateToken(JsonSerializer.Serialize(claims), new SigningCredentials(Key, SecurityAlgorithms.RsaSha256));

    /// <summary>With the client's secret, which OpenID Connect allows and we do not take.</summary>
    public static string SignBySecret(IReadOnlyDictionary<string, object> claims) => Handler.CreateToken(
        JsonSerializer.Serialize(claims), new SigningCredentials(new SymmetricSecurityKey(SHA256.HashData(Encoding.UTF8.GetBytes(FakeProvider.Secret))), SecurityAlgorithms.HmacSha256));

    /// <summary>By nobody: <c>alg</c> is <c>none</c>.</summary>
    public static string SignByNobody(IReadOnlyDictionary<string, object> claims) => Handler.CreateToken(JsonSerializer.Serialize(claims));

    public void Dispose() => _key.Dispose();
}
