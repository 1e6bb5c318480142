using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>
/// An export as JSON Lines. <c>content</c> is the JSON as received; where it was not JSON, <c>content</c> is null and <c>contentBase64</c> has the bytes.
/// </summary>
internal sealed class JsonLinesExportFile(IBufferWriter<byte> output, ExportRequest request) : IExportFile
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private readonly ZonedClock _clock = new(request.Zone);
    private byte[] _line = [];

    public long Written { get; private set; }

    public void Add(EventRow row)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("sequence"u8, row.Sequence);
        _json.WriteString("receivedAt"u8, _clock.Of(row.ReceivedAt));
        if (row.GeneratedAt is { } generated) _json.WriteString("generatedAt"u8, _clock.Of(generated));
        else _json.WriteNull("generatedAt"u8);
        _json.WriteString("gateway"u8, row.Gateway);
        _json.WriteString("agentId"u8, row.AgentId);
        _json.WriteString("origin"u8, FilterAddress.WordFor(row.Origin));
        _json.WriteString("type"u8, row.Type);
        _json.WritePropertyName("content"u8);
        var content = row.Content;
        if (RawJson.IsJson(content)) _json.WriteRawValue(OnOneLine(content), skipInputValidation: true);
        else
        {
            _json.WriteNullValue();
            if (row.HasContent) _json.WriteBase64String("contentBase64"u8, content);
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
