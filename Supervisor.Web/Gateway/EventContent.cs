using System.Text;
using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>
/// What we look at in the content of an event, in one pass over its bytes and without a copy of what nobody asks for. Names in any case; of a name that comes twice, the first counts. Texts as they go
/// to the floor: a number is one too, NULs at the end are none (protocol.md section 4), and there are at most <see cref="EventMeaning.LongestText"/> characters.
/// </summary>
internal struct EventContent
{
    private int _seen;

    /// <summary>The content itself, where it is no object.</summary>
    public string? Plain { get; private set; }

    public string? Caller { get; private set; }

    public string? Called { get; private set; }

    public string? CallId { get; private set; }

    public string? Feature { get; private set; }

    public string? OtherPhone { get; private set; }

    public string? OtherWorkNo { get; private set; }

    public string? Reason { get; private set; }

    public string? SkillName { get; private set; }

    /// <summary>Null where there is no content, or it is no JSON.</summary>
    public static EventContent? Of(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return null;
        try
        {
            return Read(new Utf8JsonReader(content, GatewayJson.ReaderOptions));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static EventContent Read(Utf8JsonReader json)
    {
        var read = new EventContent();
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName) read.Property(ref json);
        }
        else
        {
            read.Plain = Text(ref json);
        }

        json.Read(); // throws where something follows
        return read;
    }

    private void Property(ref Utf8JsonReader json)
    {
        var name = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        json.Read();
        if (First(name, "caller"u8, 1)) Caller = Text(ref json);
        else if (First(name, "called"u8, 2)) Called = Text(ref json);
        else if (First(name, "callid"u8, 4)) CallId = Text(ref json);
        else if (First(name, "feature"u8, 8)) Feature = Text(ref json);
        else if (First(name, "otherPhone"u8, 16)) OtherPhone = Text(ref json);
        else if (First(name, "otherPhoneWorkno"u8, 128)) OtherWorkNo = Text(ref json);
        else if (First(name, "reason"u8, 32)) Reason = Text(ref json);
        else if (First(name, "skillName"u8, 64)) SkillName = Text(ref json);
        else json.Skip();
    }

    private bool First(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted, int bit)
    {
        if ((_seen & bit) != 0 || !Ascii.EqualsIgnoreCase(name, wanted)) return false;
        _seen |= bit;
        return true;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            json.Skip();
            return null;
        }

        try
        {
            return GatewayJson.Text(ref json) is { Length: > 0 } text ? GatewayJson.Clipped(text, EventMeaning.LongestText) : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair: no text, and the others still are
        }
    }
}
