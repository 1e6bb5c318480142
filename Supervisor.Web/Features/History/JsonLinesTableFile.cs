using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Supervisor.Web.Features.History;

/// <summary>A table as JSON Lines: one object per row, with every column.</summary>
internal sealed class JsonLinesTableFile(IBufferWriter<byte> output, ExportRequest request, IReadOnlyList<TableColumn> columns) : ITableFile
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public long Written { get; private set; }

    public void Add(ReadOnlySpan<TableCell> row)
    {
        _json.Reset();
        _json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            _json.WritePropertyName(columns[i].Name);
            if (row[i].Number is { } number) _json.WriteNumberValue(number);
            else if (row[i].Time is { } time) _json.WriteStringValue(IsoTime.InZone(time, request.Zone));
            else if (row[i].Flag is { } flag) _json.WriteBooleanValue(flag);
            else _json.WriteStringValue(row[i].Text);
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
}
