using System.Text;
using System.Text.Json;

namespace Supervisor.Web.Callbacks;

/// <summary>Reads what a gateway sends us, and not past a bound. Only for callers that have shown a right token.</summary>
internal static class CallbackBody
{
    /// <summary>Longest body, in bytes. A gateway may push many events at once; the largest documented event is about 2 KB.</summary>
    public const int Limit = 4 * 1024 * 1024;

    /// <summary>The bytes of the body, or the refusal: 413 too large, 400 broken off.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Limit) return (default, TooLarge());
        try
        {
            using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
            var chunk = new byte[4096];
            while (await request.Body.ReadAsync(chunk, cancellationToken) is var read and > 0)
            {
                if (buffer.Length + read > Limit) return (default, TooLarge());
                buffer.Write(chunk, 0, read);
            }

            return (buffer.GetBuffer().AsMemory(0, (int)buffer.Length), null);
        }
        catch (Exception brokenOff) when (brokenOff is BadHttpRequestException or IOException)
        {
            return (default, NoJson());
        }
    }

    /// <summary>The JSON object in the body, or the refusal: 413 too large, 400 not a JSON object or broken off.</summary>
    public static async Task<(JsonDocument? Body, IResult? Refusal)> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (bytes, refusal) = await ReadAsync(request, cancellationToken);
        if (refusal is not null) return (null, refusal);
        try
        {
            if (bytes.Span.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
            var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return (document, null);
            document.Dispose();
        }
        catch (JsonException)
        {
            // answered below; the text may hold secrets and is not repeated
        }

        return (null, NoJson());
    }

    /// <summary>400: the body cannot be read.</summary>
    public static IResult NoJson() => CallbackAnswer.Refused(StatusCodes.Status400BadRequest, "The body is not a JSON object of the documented form.");

    private static IResult TooLarge() => CallbackAnswer.Refused(StatusCodes.Status413PayloadTooLarge, "The body is longer than 4 MB.");
}
