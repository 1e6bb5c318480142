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
internal sealed class TokenTable<T>(TimeProvider time)
    where T : class
{
    // the longest that the documents allow (seed text "Subscription")
    private const int LongestToken = 256;

    private readonly ConcurrentDictionary<Digest, Grant> _grants = new();

    /// <summary>Tokens that are known, those whose time is over included.</summary>
    public int Count => _grants.Count;

    /// <summary>From now on <paramref name="token"/> is accepted for <paramref name="owner"/>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="until">When that ends (UTC); null for no end.</param>
    public void Accept(string token, T owner, DateTimeOffset? until = null) => _grants[Digest.Of(token)] = new Grant(owner, until ?? DateTimeOffset.MaxValue);

    /// <summary>From now on <paramref name="token"/> is not accepted.</summary>
    public void Refuse(string token) => _grants.TryRemove(Digest.Of(token), out _);

    /// <summary>The owner of <paramref name="token"/>; null where nobody is, or its time is over.</summary>
    public T? Find(string? token) =>
        token is { Length: > 0 and <= LongestToken } && _grants.TryGetValue(Digest.Of(token), out var grant) && time.GetUtcNow() < grant.Until ? grant.Owner : null;

    private readonly record struct Grant(T Owner, DateTimeOffset Until);

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
