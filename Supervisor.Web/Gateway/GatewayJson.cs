using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>
/// Reads the gateway's values where they stand, lenient in types (protocol.md section 8). Throws <see cref="JsonException"/> or
/// <see cref="InvalidOperationException"/> for what is no JSON.
/// </summary>
internal static class GatewayJson
{
    /// <summary>As lenient as some gateways need: a comma too many, a comment.</summary>
    public static JsonReaderOptions ReaderOptions { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a value that was cut out of an answer; null where there is none, or it holds text that is no text, such as half a surrogate pair.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> value, Func<JsonElement, T?> read)
        where T : class
    {
        if (value.IsEmpty) return null;
        try
        {
            using var document = JsonDocument.Parse(value, DocumentOptions);
            return read(document.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The reader stands on a name and moves to its value when the name is the one asked for.</summary>
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (!json.ValueTextEquals(name)) return false;
        json.Read();
        return true;
    }

    /// <summary>The reader stands on a name and moves to the end of its value.</summary>
    public static void Skip(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    private static List<GatewayEvent> Array(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        var events = new List<GatewayEvent>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            if (json.TokenType == JsonTokenType.StartObject) events.Add(Event(ref json, body));
            else json.Skip();
        return events;
    }

    /// <summary>One event, an array of events, or none (protocol.md section 8, row 11).</summary>
    public static List<GatewayEvent> Events(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                return [Event(ref json, body)];
            case JsonTokenType.StartArray:
                return Array(ref json, body);
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
            else if (Is(ref json, "eventGenTime"u8)) generatedAt = Envelope.EpochMilliseconds(Text(ref json));
            else Skip(ref json);
        }

        return new GatewayEvent(Clipped(type, GatewayEvent.LongestType), workNo, generatedAt, content);
    }

    /// <summary>A string, number or boolean as text. Fixed-length C strings leak NUL characters into some gateways' texts (protocol.md section 4).</summary>
    public static string Text(ref Utf8JsonReader json)
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

    /// <summary>The text, or its beginning where it is too long; no surrogate pair is cut.</summary>
    public static string Clipped(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    /// <summary>The bytes of a value; empty for null.</summary>
    public static ReadOnlyMemory<byte> Raw(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        if (json.TokenType == JsonTokenType.Null) return default;
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return body[start..(int)json.BytesConsumed].ToArray();
    }
}
