using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Supervisor.Web.Features.History;

namespace Supervisor.Tests.History;

public sealed class ReadAheadTests
{
    /// <summary>Takes no second write before the first was read.</summary>
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));

    [Fact]
    public async Task Send_OutputThatWaits_OneBufferOnItsWayAndOneInHand()
    {
        await using var ahead = new ReadAhead(_pipe.Writer);
        ahead.Write("first,"u8);
        Assert.True(await ahead.SendAsync(default));
        ahead.Write("second,"u8);
        var second = ahead.SendAsync(default).AsTask();
        Assert.False(second.IsCompleted);
        Assert.Equal("first,", await NextAsync());
        Assert.True(await second);
        Assert.Equal("second,", await NextAsync());
        ahead.Write("third"u8);
        var end = ahead.EndAsync(default).AsTask();
        Assert.False(end.IsCompleted);
        Assert.Equal("third", await NextAsync());
        Assert.True(await end);
    }

    [Fact]
    public async Task Send_NobodyReads_IsToldAtTheNext()
    {
        await using var ahead = new ReadAhead(_pipe.Writer);
        await _pipe.Reader.CompleteAsync();
        ahead.Write("first"u8);
        Assert.True(await ahead.SendAsync(default));
        Assert.False(await ahead.SendAsync(default));
    }

    [Fact]
    public async Task Dispose_InTheMiddle_WaitsUntilTheOutputIsDoneWithTheBuffer()
    {
        using var leaving = new CancellationTokenSource();
        var ahead = new ReadAhead(_pipe.Writer);
        ahead.Write("first"u8);
        Assert.True(await ahead.SendAsync(leaving.Token));
        var disposed = ahead.DisposeAsync().AsTask();
        Assert.False(disposed.IsCompleted);
        await leaving.CancelAsync();
        await disposed;
    }

    private async Task<string> NextAsync()
    {
        var read = await _pipe.Reader.ReadAsync();
        var text = Encoding.UTF8.GetString(read.Buffer);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}
