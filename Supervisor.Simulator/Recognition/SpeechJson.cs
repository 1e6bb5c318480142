using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Supervisor.Simulator.Recognition;

/// <summary>The body of a recognition result notification (protocol.md section 6.3): lower-case names, every value a string.</summary>
internal static class SpeechJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(Speech speech, string serverId, bool native)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("serverid", serverId);
            writer.WriteString("subscribetype", "1");
            writer.WriteString("initialagentid", speech.AgentId);
            Number(writer, "ccid", 1, native);
            Number(writer, "vdnid", 1, native);
            writer.WriteString("curcallid", speech.CallId);
            writer.WriteString("curuserdn", speech.Customer);
            Number(writer, "talkertype", speech.ByAgent ? 1 : 2, native);
            writer.WriteString("talkerid", speech.ByAgent ? speech.AgentId : speech.Customer);
            writer.WriteStartArray("result");
            if (speech.Content is not null)
            {
                writer.WriteStartObject();
                Number(writer, "confidence", speech.Confidence, native);
                writer.WriteString("content", Content(speech));
                Number(writer, "iscontentenc", speech.Encrypted ? 1 : 0, native);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteString("asrusercase", speech.UserCase);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>What <c>content</c> carries: the text, or something nobody can read back.</summary>
    public static string? Content(Speech speech) =>
        speech is { Encrypted: true, Content: { } text } ? Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))) : speech.Content;

    private static void Number(Utf8JsonWriter writer, string name, int value, bool native)
    {
        if (native)
            writer.WriteNumber(name, value);
        else
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }
}
