using System.Buffers;
using System.Net.Http.Headers;
using System.Text;

namespace Supervisor.Web.Gateway;

/// <summary>Reads an answer's body into a pooled buffer, and not past a bound: no gateway can fill our memory.</summary>
internal static class AnswerBody
{
    /// <summary>Longest body we read of one agent's answers, in bytes. The largest documented event is about 2 KB.</summary>
    public const int Limit = 1024 * 1024;

    // most answers have 28 bytes, and most events find room too; what is told of the length is not read, which would leave garbage
    private const int FirstRead = 1024;

    /// <summary>The envelope in the body, or the failure word: too large, or not the protocol's.</summary>
    public static async ValueTask<(Envelope? Envelope, string? Failure)> ReadAsync(HttpContent content, CancellationToken cancellationToken, int limit = Limit)
    {
        // the stream of an answer is there when its headers are: nothing waits here
        using var body = content.ReadAsStream(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstRead);
        try
        {
            var length = 0;
            while (await body.ReadAsync(buffer.AsMemory(length), cancellationToken) is var read and > 0)
            {
                length += read;
                if (length > limit)
                {
                    await DiscardAsync(body, buffer, cancellationToken);
                    return (null, Failure.TooLarge);
                }

                if (length == buffer.Length) buffer = Grow(buffer, length);
            }

            var envelope = Parse(buffer.AsSpan(0, length), content.Headers.NonValidated.TryGetValues("Content-Type", out var told) ? told.ToString() : null);
            return (envelope, envelope is null ? Failure.NotProtocol : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The envelope in a body; null where it is not the protocol's.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="contentType">What was said of it: some gateways answer in GBK and say so (protocol.md section 1.1, body encoding).</param>
    public static Envelope? Parse(ReadOnlySpan<byte> body, string? contentType) =>
        OtherCharset(contentType) is { } charset ? Envelope.Parse(Encoding.UTF8.GetBytes(charset.GetString(body))) : Envelope.Parse(body);

    // Latin charsets are what servers say who do not know: those are read as UTF-8. Looked at as text before it is parsed: a poll that found nothing leaves no garbage here.
    private static Encoding? OtherCharset(string? contentType) =>
        contentType is not null && contentType.Contains("charset", StringComparison.OrdinalIgnoreCase) && !contentType.Contains("utf-8", StringComparison.OrdinalIgnoreCase)
        && MediaTypeHeaderValue.TryParse(contentType, out var type) && type.CharSet?.Trim('"') is { Length: > 0 } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        && CodePagesEncodingProvider.Instance.GetEncoding(charset) is { } encoding && !encoding.IsSingleByte
            ? encoding
            : null;

    // To the end: a gateway that cannot hand its event over would offer the same one with every poll, and nothing behind it would ever come.
    private static async ValueTask DiscardAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        while (await body.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
