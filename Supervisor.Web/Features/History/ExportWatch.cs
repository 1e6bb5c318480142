using System.Threading.Channels;

namespace Supervisor.Web.Features.History;

/// <summary>Where a watched export stands.</summary>
internal enum ExportPhase
{
    Running,
    Done,
    Cancelled,
    Failed,
}

/// <summary>What a page knows of the export it watches.</summary>
internal readonly record struct ExportState(ExportPhase Phase, ExportProgress Progress);

/// <summary>
/// A page's look at an export whose download goes over HTTP: how far it is, and a way to cancel it. One export at a time; the watch serves for the next one after it.
/// </summary>
/// <param name="key">Names the watch in the address of the download.</param>
/// <param name="owner">Name of the user whose page it is.</param>
internal sealed class ExportWatch(string key, string owner) : IProgress<ExportProgress>
{
    // one slot, and the oldest gives way: the newest state says everything
    private readonly Channel<ExportState> _states = Channel.CreateBounded<ExportState>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private ExportProgress _progress;

    public string Key => key;

    public string Owner => owner;

    /// <summary>The states as they come, the latest where the reader is slow.</summary>
    public ChannelReader<ExportState> States => _states.Reader;

    /// <summary>The download begins. Returns what cancels it: the person, or <paramref name="gone"/>; null while another is being watched.</summary>
    public CancellationTokenSource? TryBegin(CancellationToken gone)
    {
        lock (_gate)
        {
            if (_running is not null) return null;
            _running = CancellationTokenSource.CreateLinkedTokenSource(gone);
            Tell(ExportPhase.Running, default);
            return _running;
        }
    }

    /// <inheritdoc />
    public void Report(ExportProgress value)
    {
        lock (_gate)
        {
            if (_running is not null) Tell(ExportPhase.Running, value);
        }
    }

    /// <summary>The download has ended, well or not.</summary>
    public void End(ExportPhase phase)
    {
        lock (_gate)
        {
            _running?.Dispose();
            _running = null;
            Tell(phase, _progress);
        }
    }

    /// <summary>Cancels the export that runs, if any does.</summary>
    public void Cancel()
    {
        CancellationTokenSource? running;
        lock (_gate) running = _running;
        try
        {
            running?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it ended at this very moment
        }
    }

    private void Tell(ExportPhase phase, ExportProgress progress)
    {
        _progress = progress;
        _states.Writer.TryWrite(new ExportState(phase, progress));
    }
}
