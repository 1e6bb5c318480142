using System.Text;
using System.Text.Json;

namespace Supervisor.Tests.Fuzz;

/// <summary>Changes one value or one member of a JSON text and leaves the rest as it is.</summary>
internal static class JsonMutation
{
    /// <summary>What may stand before a text: byte order marks and NUL.</summary>
    public static readonly byte[][] Marks = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0], " \n"u8.ToArray()];

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-1", "\"\"", "\"0\"", "\"true\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":{}}",
            "1e400", "-1e-400", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "253402300799998", "-62135596800001", "0.1", "1E+2",
            "\"9223372036854775807\"", "\"-1\"", "\"253402300799998\"", "\" 1 \"", "\"\u0661\"", "\"\\u0000\"", "\"a\\u0000\"", "\"\\r\\nSet-GUID: x\"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"100-006\"", "\"000-003\"", "\"100-002\"", "\"..\"", "\"{\\\"text\\\":\\\"\\\\ud800\\\"}\"", "\"http-{0}\"",
            "1 /* comment */", "[1,]", "\"AgentOther_ShutdownService\"", "\"AgentEvent_Talking\"",
        }.Select(text => Encoding.UTF8.GetBytes(text)),
        [.. "\""u8, 0xC3, 0x28, 0xFF, .. "\""u8],
        [.. "\""u8, 0xED, 0xA0, 0x80, .. "\""u8],
    ];

    private static readonly string[] Names = ["retcode", "message", "result", "event", "eventList", "eventType", "workNo", "content", "guid", "serverId", "callid", "RETCODE", "", "\\ud800", "\\u0072etcode", "service_token"];

    /// <summary>The changed text; null where <paramref name="body"/> is no JSON any longer.</summary>
    public static byte[]? Apply(byte[] body, Mutator mutator)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            using var changed = new MemoryStream(body.Length + 64);
            var writing = new Writing(changed, mutator, mutator.Next(Count(document.RootElement)));
            writing.Value(document.RootElement);
            return changed.ToArray();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static int Count(JsonElement json) => 1 + json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Sum(member => Count(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Sum(Count),
        _ => 0,
    };

    private static byte[] Other(JsonElement json, Mutator mutator) => mutator.Next(10) switch
    {
        0 => Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(json.ToString())}\""),
        1 => Encoding.UTF8.GetBytes($"[{json.GetRawText()}]"),
        2 => Encoding.UTF8.GetBytes($"{{\"value\":{json.GetRawText()}}}"),
        3 => Encoding.UTF8.GetBytes($"\"{mutator.Of(Corpus.Secrets)}\""),
        4 when mutator.Next(8) == 0 => Encoding.UTF8.GetBytes($"\"{new string(mutator.Of(['x', '\u7ecf', ' ']), mutator.Next(40_000))}\""),
        5 when mutator.Next(8) == 0 => Nested(mutator.Next(2_000)),
        6 when mutator.Next(8) == 0 => Encoding.UTF8.GetBytes(new string('9', mutator.Next(5_000) + 1)),
        _ => mutator.Of(Values),
    };

    private static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

    private sealed class Writing(Stream to, Mutator mutator, int target)
    {
        private int _next;

        public void Value(JsonElement json)
        {
            if (_next++ == target) to.Write(Other(json, mutator));
            else if (json.ValueKind == JsonValueKind.Object) Members(json);
            else if (json.ValueKind == JsonValueKind.Array) Elements(json);
            else Text(json.GetRawText());
        }

        private void Members(JsonElement json)
        {
            Text("{");
            var separator = "";
            foreach (var member in json.EnumerateObject())
            {
                var name = JsonEncodedText.Encode(member.Name).ToString();
                var times = 1;
                if (_next == target)
                {
                    // dropped, repeated or renamed; with 3 only the value changes
                    var change = mutator.Next(6);
                    (times, name) = (change == 0 ? 0 : change == 1 ? 2 : 1, change == 2 ? mutator.Of(Names) : name);
                    if (change < 3) _next += Count(member.Value);
                    for (; change < 3 && times > 0; times--, separator = ",") Text($"{separator}\"{name}\":{member.Value.GetRawText()}");
                    if (change < 3) continue;
                }

                Text($"{separator}\"{name}\":");
                Value(member.Value);
                separator = ",";
            }

            Text("}");
        }

        private void Elements(JsonElement json)
        {
            Text("[");
            var separator = "";
            foreach (var element in json.EnumerateArray())
            {
                Text(separator);
                Value(element);
                separator = ",";
            }

            Text("]");
        }

        private void Text(string text) => to.Write(Encoding.UTF8.GetBytes(text));
    }
}
