using System.Text.Json;

namespace Supervisor.Web.Callbacks;

/// <summary>Reads what a gateway sends us, and not past a bound. Only for callers that have shown a right token.</summary>
internal static class CallbackBody
{
    /// <summary>Longest body, in bytes. A gateway may push many events at once; the largest documented event is about 2 KB.</summary>
    public const int Limit = 4 * 1024 * 1024;

    /// <summary>The JSON object in the body, or the refusal: 413 too large, 400 not a JSON object or broken off.</summary>
    public static async Task<(JsonDocument? Body, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Limit) return (null, TooLarge());
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        try
        {
            var chunk = new byte[16 * 1024];
            while (await request.Body.ReadAsync(chunk, cancellationToken) is var read and > 0)
            {
                if (buffer.Length + read > Limit) return (null, TooLarge());
                buffer.Write(chunk, 0, read);
            }

            var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length).ToArray());
            if (document.RootElement.ValueKind == JsonValueKind.Object) return (document, null);
            document.Dispose();
        }
        catch (Exception unreadable) when (unreadable is JsonException or BadHttpRequestException or IOException)
        {
            // answered below; the text may hold secrets and is not repeated
        }

        return (null, CallbackAnswer.Refused(StatusCodes.Status400BadRequest, "The body is not a JSON object."));
    }

    private static IResult TooLarge() => CallbackAnswer.Refused(StatusCodes.Status413PayloadTooLarge, "The body is longer than 4 MB.");
}
