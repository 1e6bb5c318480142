using System.Buffers;

namespace Supervisor.Web.Gateway.Wire;

/// <summary>A body that comes in pieces, up to a bound: what comes behind it is read and forgotten.</summary>
/// <param name="limit">Longest body that is kept, in bytes.</param>
internal sealed class BodyBuffer(int limit)
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>More than the bound has come.</summary>
    public bool IsTooLarge { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Append(ReadOnlySpan<byte> piece)
    {
        IsTooLarge |= piece.Length > limit - _length;
        if (IsTooLarge) return;
        if (_bytes.Length - _length < piece.Length) Grow(_length + piece.Length);
        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
    }

    /// <summary>Nothing has come yet; gives the memory back.</summary>
    public void Clear()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length, IsTooLarge) = ([], 0, false);
    }

    private void Grow(int least)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, _bytes.Length * 2));
        Bytes.CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
