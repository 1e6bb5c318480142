using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Supervisor.Web.Callbacks;

/// <summary>
/// Whom a service token belongs to. Tokens are kept and compared as SHA-256 digests: a lookup takes the same time whatever the token has in common
/// with a right one, and ten thousand wrong ones cost ten thousand digests and nothing else.
/// </summary>
/// <typeparam name="T">The owner.</typeparam>
internal sealed class TokenTable<T>
    where T : class
{
    // the longest that the documents allow (seed text "Subscription")
    private const int LongestToken = 256;

    private readonly ConcurrentDictionary<Digest, T> _owners = new();

    /// <summary>Tokens that are accepted now.</summary>
    public int Count => _owners.Count;

    /// <summary>From now on <paramref name="token"/> is accepted for <paramref name="owner"/>.</summary>
    public void Accept(string token, T owner) => _owners[Digest.Of(token)] = owner;

    /// <summary>From now on <paramref name="token"/> is not accepted.</summary>
    public void Refuse(string token) => _owners.TryRemove(Digest.Of(token), out _);

    /// <summary>The owner of <paramref name="token"/>; null where nobody is.</summary>
    public T? Find(string? token) =>
        token is { Length: > 0 and <= LongestToken } && _owners.TryGetValue(Digest.Of(token), out var owner) ? owner : null;

    private readonly record struct Digest(UInt128 Upper, UInt128 Lower)
    {
        public static Digest Of(string token)
        {
            Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(LongestToken)];
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
            return new Digest(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
        }
    }
}
