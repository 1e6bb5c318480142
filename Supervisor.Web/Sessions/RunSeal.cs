using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Encrypts megabytes each few seconds without leaving copies of them behind: AES-GCM with a key of this run, and the key protected as every secret is. What data protection makes of a whole
/// file was a quarter of all garbage.
/// </summary>
internal sealed class RunSeal : IDisposable
{
    private const int KeySize = 32;
    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize, TagSize = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] _protectedKey;
    private readonly AesGcm _cipher;
    private readonly byte[] _nonce = new byte[NonceSize], _tag = new byte[TagSize], _keyLength = new byte[sizeof(int)];

    /// <summary>Makes the key.</summary>
    public RunSeal(IDataProtector protector)
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        _protectedKey = protector.Protect(key);
        _cipher = new AesGcm(key, TagSize);
        BinaryPrimitives.WriteInt32LittleEndian(_keyLength, _protectedKey.Length);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Encrypts in place, and writes all that is needed to read it: the protected key, the nonce, the tag, the text.</summary>
    public void Write(Stream to, Span<byte> text)
    {
        RandomNumberGenerator.Fill(_nonce);
        _cipher.Encrypt(_nonce, text, text, _tag);
        foreach (var part in (ReadOnlySpan<byte[]>)[_keyLength, _protectedKey, _nonce, _tag]) to.Write(part);
        to.Write(text);
    }

    /// <summary>Decrypts in place.</summary>
    /// <returns>The same bytes, and where in them the text begins.</returns>
    /// <exception cref="CryptographicException">Another key, or not what was written.</exception>
    public static (byte[] Written, int Text) Read(IDataProtector protector, byte[] written)
    {
        var keyLength = written.Length > sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(written) : 0;
        var (nonce, tag, text) = (sizeof(int) + keyLength, sizeof(int) + keyLength + NonceSize, sizeof(int) + keyLength + NonceSize + TagSize);
        if (keyLength <= 0 || keyLength > written.Length - sizeof(int) - NonceSize - TagSize) throw new CryptographicException("The file is cut off.");
        using var cipher = new AesGcm(protector.Unprotect(written[sizeof(int)..nonce]), TagSize);
        cipher.Decrypt(written.AsSpan(nonce, NonceSize), written.AsSpan(text), written.AsSpan(tag, TagSize), written.AsSpan(text));
        return (written, text);
    }

    /// <inheritdoc />
    public void Dispose() => _cipher.Dispose();
}
