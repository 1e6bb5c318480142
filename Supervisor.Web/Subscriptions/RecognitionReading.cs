using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Supervisor.Domain.Conversations;

namespace Supervisor.Web.Subscriptions;

/// <summary>
/// Reads a recognition result (protocol.md section 6.3), as it arrives and as it lies in the history. Lenient in types and in the case of
/// names, as section 8 asks; the names are all-lower-case here, unlike those of the subscription.
/// </summary>
internal static class RecognitionReading
{
    /// <summary>What a stored result says; null where its content cannot be read.</summary>
    public static Utterance? Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Utterance(document.RootElement) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a result says.</summary>
    /// <exception cref="InvalidOperationException">A text in it is not Unicode.</exception>
    public static Utterance Utterance(JsonElement body)
    {
        var userCase = Text(body, "asrusercase");
        var entries = Entries(body);
        var encrypted = entries.Any(entry => entry.Encrypted);
        var readings = encrypted ? [] : entries.Where(entry => entry.Content.Length > 0).OrderByDescending(entry => entry.Confidence ?? 0).ToList(); // stable: the first of equals stays first
        var stage = userCase switch
        {
            "61" => UtteranceStage.Began,
            "62" => UtteranceStage.Interim,
            "63" => UtteranceStage.Ended,
            "0" => UtteranceStage.Final,
            _ => UtteranceStage.Failed,
        };
        return new Utterance
        {
            CallId = Text(body, "curcallid"),
            Speaker = Text(body, "talkertype") switch { "1" => Speaker.Agent, "2" => Speaker.Customer, _ => Speaker.Unknown },
            SpeakerId = Text(body, "talkerid"),
            Stage = stage,
            Error = stage == UtteranceStage.Failed ? userCase : null,
            Readings = [.. readings.Select(reading => reading.Content)],
            Confidence = (encrypted ? entries.First(entry => entry.Encrypted) : readings.FirstOrDefault())?.Confidence,
            Encrypted = encrypted,
        };
    }

    /// <summary>A member as text, whatever its type; empty where it is missing, null, or made of parts.</summary>
    public static string Text(JsonElement body, string name) => TextOf(Member(body, name));

    /// <summary>A member by its name in any case.</summary>
    public static JsonElement? Member(JsonElement body, string name)
    {
        foreach (var member in body.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return null;
    }

    private static string TextOf(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString()!.Trim(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        _ => "",
    };

    private static List<Entry> Entries(JsonElement body) => Member(body, "result") switch
    {
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(Of).OfType<Entry>()],
        { } single => Of(single) is { } entry ? [entry] : [],
        null => [],
    };

    private static Entry? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new Entry(
            Content(Member(element, "content")),
            Fraction(Text(element, "confidence")),
            // 0 is plain; a mark that nobody told us of is not taken for it
            Text(element, "iscontentenc") is not ("" or "0" or "false")),
        JsonValueKind.String => new Entry(Content(element), null, false),
        _ => null,
    };

    /// <summary>The words. Some recognisers put a JSON text there: then its own text or content member, or all of it where there is none.</summary>
    private static string Content(JsonElement? value)
    {
        if (value is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } parts) return Spoken(parts);
        var text = TextOf(value);
        if (!text.StartsWith('{')) return text;
        try
        {
            using var inner = JsonDocument.Parse(text);
            return Spoken(inner.RootElement);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Spoken(JsonElement parts)
    {
        foreach (var name in (string[])["text", "content"])
            if (parts.ValueKind == JsonValueKind.Object && Text(parts, name) is { Length: > 0 } spoken) return spoken;
        return parts.GetRawText();
    }

    /// <summary>Recognisers count to 1 or to 100.</summary>
    private static double? Fraction(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value switch
    {
        >= 0 and <= 1 => value,
        > 1 and <= 100 => value / 100,
        _ => null,
    } : null;

    private sealed record Entry(string Content, double? Confidence, bool Encrypted);
}
