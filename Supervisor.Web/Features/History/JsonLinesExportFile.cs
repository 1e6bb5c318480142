using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.History;

/// <summary>
/// An export as JSON Lines. <c>content</c> is the JSON as received; where it was not JSON, <c>content</c> is null and <c>contentBase64</c> has the bytes.
/// </summary>
internal sealed class JsonLinesExportFile(IBufferWriter<byte> output, ExportRequest request) : IExportFile
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private byte[] _line = [];

    public long Written { get; private set; }

    public void Add(StoredEvent stored)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("sequence", stored.Sequence);
        _json.WriteString("receivedAt", IsoTime.InZone(stored.ReceivedAt, request.Zone));
        if (stored.GeneratedAt is { } generated) _json.WriteString("generatedAt", IsoTime.InZone(generated, request.Zone));
        else _json.WriteNull("generatedAt");
        _json.WriteString("gateway", stored.Gateway);
        _json.WriteString("agentId", stored.AgentId);
        _json.WriteString("origin", FilterAddress.WordFor(stored.Origin));
        _json.WriteString("type", stored.Type);
        _json.WritePropertyName("content");
        if (stored.Content is { } content && RawJson.IsJson(content)) _json.WriteRawValue(OnOneLine(content), skipInputValidation: true);
        else
        {
            _json.WriteNullValue();
            if (stored.Content is { } bytes) _json.WriteBase64String("contentBase64", bytes);
        }
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
        Written += _json.BytesCommitted + 1;
    }

    public ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _json.Reset(); // what a failure left half-written stays unwritten
        return _json.DisposeAsync();
    }

    /// <summary>In valid JSON a line break stands between values only, never in a string: a space there changes nothing.</summary>
    private ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> content)
    {
        if (!content.ContainsAny((byte)'\n', (byte)'\r')) return content;
        if (_line.Length < content.Length) _line = new byte[content.Length];
        var line = _line.AsSpan(0, content.Length);
        content.CopyTo(line);
        line.Replace((byte)'\n', (byte)' ');
        line.Replace((byte)'\r', (byte)' ');
        return line;
    }
}
