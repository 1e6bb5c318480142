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
    /// <summary>The answer to a poll that found nothing: four of five answers, so it is compared before it is parsed.</summary>
    private static ReadOnlySpan<byte> IdleBody => """{"message":"","retcode":"0"}"""u8;

    private static readonly Envelope Idle = new("0", "", default, []);

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
        var json = new Utf8JsonReader(body, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        string? retCode = null;
        var message = "";
        ReadOnlyMemory<byte> result = default;
        IReadOnlyList<GatewayEvent> events = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "retcode"u8)) retCode = Text(ref json);
            else if (Is(ref json, "message"u8)) message = Text(ref json);
            else if (Is(ref json, "result"u8)) result = Raw(ref json, body);
            else if (Is(ref json, "event"u8)) events = ReadEvents(ref json, body);
            else Skip(ref json);
        }

        // a second value behind the object is somebody else's protocol
        if (json.TokenType != JsonTokenType.EndObject || json.Read()) return null;
        if (retCode != Gateway.RetCode.Success) retCode = Gateway.RetCode.OfMessage(message) ?? retCode;
        return retCode is null ? null : new Envelope(retCode, message, result, events);
    }

    // The reader stands on a name and moves to its value when the name is the one asked for.
    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (!json.ValueTextEquals(name)) return false;
        json.Read();
        return true;
    }

    private static void Skip(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    private static List<GatewayEvent> ReadArray(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        var events = new List<GatewayEvent>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            if (json.TokenType == JsonTokenType.StartObject) events.Add(Event(ref json, body));
            else json.Skip();
        return events;
    }

    private static List<GatewayEvent> ReadEvents(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                return [Event(ref json, body)];
            case JsonTokenType.StartArray:
                return ReadArray(ref json, body);
            default:
                return [];
        }
    }

    private static GatewayEvent Event(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        string type = "", workNo = "";
        DateTimeOffset? generatedAt = null;
        ReadOnlyMemory<byte> content = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "eventType"u8)) type = Text(ref json);
            else if (Is(ref json, "workNo"u8)) workNo = Text(ref json);
            else if (Is(ref json, "content"u8)) content = Raw(ref json, body);
            else if (Is(ref json, "eventGenTime"u8)) generatedAt = EpochMilliseconds(Text(ref json));
            else Skip(ref json);
        }

        return new GatewayEvent(type, workNo, generatedAt, content);
    }

    /// <summary>A time as the gateway writes it: milliseconds since 1970, as text. Null where it is none.</summary>
    public static DateTimeOffset? EpochMilliseconds(string text) =>
        long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    // Fixed-length C strings leak NUL characters into some gateways' texts (protocol.md section 4).
    private static string Text(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.GetString()!.TrimEnd('\0');
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(json.HasValueSequence ? json.ValueSequence.ToArray() : json.ValueSpan);
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            default:
                json.Skip();
                return "";
        }
    }

    private static ReadOnlyMemory<byte> Raw(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        if (json.TokenType == JsonTokenType.Null) return default;
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return body[start..(int)json.BytesConsumed].ToArray();
    }
}
