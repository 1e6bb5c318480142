using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Supervisor.Web.Security;

/// <summary>Secrets of 256 random bits, as text for addresses and headers. With so many bits a plain SHA-256 is enough to keep.</summary>
internal static class RandomSecret
{
    public static string Create(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
