using System.IO.Pipelines;
using System.Text;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.History;

public sealed class EventExportTests
{
    [Fact]
    public async Task WriteCsv_OneEvent_ColumnsTimesAndQuotes()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(5, content: """{"a":"x,\"y"}""") with { GeneratedAt = TempStore.Noon }]);
        Assert.Equal(
            "sequence,receivedAt,generatedAt,gateway,agentId,origin,type,content\r\n"
            + "5,2026-11-20T12:00:05.000+00:00,2026-11-20T12:00:00.000+00:00,demo,291,gateway,AgentState_Ready,\"{\"\"a\"\":\"\"x,\\\"\"y\"\"}\"\r\n",
            Encoding.UTF8.GetString(await ExportAsync(store)));
    }

    [Fact]
    public async Task WriteCsv_ByteOrderMarkAndZone_AsAsked()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(5)]);
        var bytes = await ExportAsync(store, bom: true, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("2026-11-20T20:00:05.000+08:00,,demo", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("\0", "'\0")]
    [InlineData("\u0085=1", "'\u0085=1")]
    [InlineData("=1,\"2\"", "'=1,\"2\"")]
    [InlineData("\"-1\"", "\"-1\"")]
    [InlineData(" padded ", " padded ")]
    [InlineData("中文 ✓", "中文 ✓")]
    public async Task WriteCsv_AnyCell_ReadBackAndNoFormula(string content, string expected)
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1, type: content, content: content)]);
        var rows = CsvText.Parse(Encoding.UTF8.GetString(await ExportAsync(store)));
        Assert.Equal(2, rows.Count);
        Assert.Equal((expected, expected), (rows[1][6], rows[1][7]));
    }

    [Fact]
    public async Task WriteCsv_ManyRows_AllOfThemInConstantMemory()
    {
        const int Rows = 100_000;
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, Rows).Select(n => TempStore.Event(n, content: $$"""{"callid":"{{n}}-{{new string('x', 200)}}"}""")));
        var sink = new CountingStream();
        var pipe = PipeWriter.Create(sink);
        Assert.Equal(Rows, await EventExport.WriteCsvAsync(store.Events, EventFilter.Everything, pipe, false, TimeZoneInfo.Utc, default));
        await pipe.CompleteAsync();
        Assert.Equal(Rows + 1, sink.Lines);
        Assert.True(sink.LargestWrite < 512 * 1024, $"wrote {sink.LargestWrite} bytes at once");
        Assert.True(sink.HeapGrowth < 64 * 1024 * 1024, $"held {sink.HeapGrowth} bytes more");
    }

    [Fact]
    public async Task WriteCsv_ReaderGone_Ends()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 20_000).Select(n => TempStore.Event(n)));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1024 * 1024));
        await pipe.Reader.CompleteAsync();
        Assert.True(await EventExport.WriteCsvAsync(store.Events, EventFilter.Everything, pipe.Writer, false, TimeZoneInfo.Utc, default) < 20_000);
    }

    private static async Task<byte[]> ExportAsync(TempStore store, bool bom = false, TimeZoneInfo? zone = null)
    {
        using var stream = new MemoryStream();
        var pipe = PipeWriter.Create(stream);
        await EventExport.WriteCsvAsync(store.Events, EventFilter.Everything, pipe, bom, zone ?? TimeZoneInfo.Utc, default);
        await pipe.CompleteAsync();
        return stream.ToArray();
    }

    /// <summary>Counts lines, and looks at the live heap now and then.</summary>
    private sealed class CountingStream : Stream
    {
        private readonly long _heapAtStart = GC.GetTotalMemory(forceFullCollection: true);
        private int _writes;

        public long Lines { get; private set; }
        public int LargestWrite { get; private set; }
        public long HeapGrowth { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => 0;
        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Lines += buffer.Count((byte)'\n');
            LargestWrite = Math.Max(LargestWrite, buffer.Length);
            if (_writes++ % 50 == 25) HeapGrowth = Math.Max(HeapGrowth, GC.GetTotalMemory(forceFullCollection: true) - _heapAtStart);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
