using System.Buffers;
using System.IO.Pipelines;

namespace Supervisor.Web.Features.History;

/// <summary>
/// Two buffers before the output of an export: while one is on its way, the next rows go into the other, so that neither the store nor whoever takes the file waits for the other all
/// the time. Each is one write: a server makes one chunk of it, where it would make one of every 4 KB.
/// </summary>
internal sealed class ReadAhead(PipeWriter output) : IBufferWriter<byte>, IAsyncDisposable
{
    /// <summary>Bytes of a buffer that is ready to go; it ends with a whole row.</summary>
    public const int Size = 256 * 1024;

    private static readonly Task<FlushResult> Nothing = Task.FromResult<FlushResult>(default);

    private ArrayBufferWriter<byte> _filling = new(Size + (Size / 8)), _going = new(Size + (Size / 8));
    private Task<FlushResult> _sending = Nothing;

    public void Advance(int count) => _filling.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _filling.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _filling.GetSpan(sizeHint);

    /// <summary>Sends what was written, and waits only for what was sent before it. False: nobody reads any more.</summary>
    public async ValueTask<bool> SendAsync(CancellationToken cancellationToken)
    {
        if (!await SentAsync()) return false;
        (_filling, _going) = (_going, _filling);
        _filling.ResetWrittenCount();
        _sending = output.WriteAsync(_going.WrittenMemory, cancellationToken).AsTask();
        return true;
    }

    /// <summary>Sends what was written, and waits for all of it. False: nobody reads any more.</summary>
    public async ValueTask<bool> EndAsync(CancellationToken cancellationToken) => await SendAsync(cancellationToken) && await SentAsync();

    /// <summary>After a failure too, whose words stand: nobody else may use the output before it is done with the buffer.</summary>
    public async ValueTask DisposeAsync() => await ((Task)_sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async ValueTask<bool> SentAsync()
    {
        var sending = _sending;
        _sending = Nothing;
        return !(await sending).IsCompleted;
    }
}
