using System.IO.Pipelines;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.History;

namespace Supervisor.Tests.History;

/// <summary>Looks at the heap of the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(ExportMemoryTests), DisableParallelization = true), Collection(nameof(ExportMemoryTests))]
public sealed class ExportMemoryTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("jsonl")]
    public async Task Write_ManyRows_AllOfThemInConstantMemory(string format)
    {
        const int Rows = 100_000;
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, Rows).Select(n => TempStore.Event(n, content: $$"""{"callid":"{{n}}-{{new string('x', 200)}}"}""")));
        var sink = new CountingStream();
        var pipe = PipeWriter.Create(sink);
        var watched = new Watched(sink.Look);
        Assert.Equal(Rows, (await store.Export().WriteAsync(new ExportRequest { Format = ExportFormat.Find(format)! }, pipe, watched, default)).Rows);
        await pipe.CompleteAsync();
        if (format != "xlsx") Assert.Equal(format == "csv" ? Rows + 1 : Rows, sink.Lines);
        Assert.Equal(new ExportProgress(Rows, Rows), watched.Last);
        Assert.True(sink.LargestWrite < 512 * 1024, $"wrote {sink.LargestWrite} bytes at once");
        Assert.True(sink.HeapGrowth < 64 * 1024 * 1024, $"held {sink.HeapGrowth} bytes more");
    }

    /// <summary>Looks at the heap while rows are added, also where nothing is written before the end.</summary>
    private sealed class Watched(Action look) : IProgress<ExportProgress>
    {
        public ExportProgress Last { get; private set; }

        public void Report(ExportProgress value)
        {
            Last = value;
            look();
        }
    }

    /// <summary>Counts lines, and looks at the live heap now and then.</summary>
    private sealed class CountingStream : Stream
    {
        private readonly long _heapAtStart = GC.GetTotalMemory(forceFullCollection: true);
        private int _looks;

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
        }

        public void Look()
        {
            if (_looks++ % 20 == 10) HeapGrowth = Math.Max(HeapGrowth, GC.GetTotalMemory(forceFullCollection: true) - _heapAtStart);
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
