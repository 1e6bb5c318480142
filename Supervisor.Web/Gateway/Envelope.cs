using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>
/// What every answer is made of: retcode, message, result, and in a poll the event (protocol.md section 1.5). Lenient in types, as section 8 asks:
/// numbers and strings for each other, a missing, null or empty event, an array of events. Never throws: what cannot be read is no envelope.
/// </summary>
/// <param name="RetCode">"0" is success.</param>
/// <param name="Message">For people; may be empty.</param>
/// <param name="Result">The bytes of <c>result</c>; empty where missing.</param>
/// <param name="Events">In order; empty where there is none.</param>
internal sealed record Envelope(string RetCode, string Message, ReadOnlyMemory<byte> Result, IReadOnlyList<GatewayEvent> Events)
{
    /// <summary>Longest retcode that we take for one, in characters; the documented ones have 1 to 7. A text that is longer may be anything, a GUID for example.</summary>
    public const int LongestRetCode = 24;

    private static readonly SearchValues<char> OfCodes = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    /// <summary>The answer to a poll that found nothing: four of five answers, so it is compared before it is parsed.</summary>
    private static ReadOnlySpan<byte> IdleBody => """{"message":"","retcode":"0"}"""u8;

    /// <summary>What <see cref="IdleBody"/> says; always this very reference.</summary>
    public static Envelope Idle { get; } = new("0", "", default, []);

    /// <summary>Reads an answer; null where it is not the protocol's.</summary>
    public static Envelope? Parse(ReadOnlySpan<byte> body)
    {
        if (body.SequenceEqual(IdleBody)) return Idle;
        try
        {
            return Read(body);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Envelope? Read(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(Encoding.UTF8.Preamble)) body = body[Encoding.UTF8.Preamble.Length..];
        var json = new Utf8JsonReader(body, GatewayJson.ReaderOptions);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        string? retCode = null;
        var message = "";
        ReadOnlyMemory<byte> result = default;
        IReadOnlyList<GatewayEvent> events = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (GatewayJson.Is(ref json, "retcode"u8)) retCode = GatewayJson.Text(ref json);
            else if (GatewayJson.Is(ref json, "message"u8)) message = GatewayJson.Text(ref json);
            else if (GatewayJson.Is(ref json, "result"u8)) result = GatewayJson.Raw(ref json, body);
            else if (GatewayJson.Is(ref json, "event"u8)) events = GatewayJson.Events(ref json, body);
            else GatewayJson.Skip(ref json);
        }

        // a second value behind the object is somebody else's protocol
        if (json.TokenType != JsonTokenType.EndObject || json.Read()) return null;
        if (retCode != Gateway.RetCode.Success) retCode = Gateway.RetCode.OfMessage(message) ?? retCode;
        return IsCode(retCode) ? new Envelope(retCode!, message, result, events) : null;
    }

    // codes stand in logs, pages and the history: nothing else may get there in their place
    private static bool IsCode(string? text) => text is { Length: > 0 and <= LongestRetCode } && !text.AsSpan().ContainsAnyExcept(OfCodes);

    /// <summary>A time as the gateway writes it: milliseconds since 1970, as text. Null where it is none, or too late to be shown in every time zone.</summary>
    public static DateTimeOffset? EpochMilliseconds(string text) =>
        long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 253_402_128_000_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
