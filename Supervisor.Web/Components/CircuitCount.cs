using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Supervisor.Web.Components;

/// <summary>How many pages the server keeps: those that are open, and those that may come back after a lost link (three minutes). Thread-safe.</summary>
internal sealed class CircuitCount : CircuitHandler
{
    private int _kept;
    private int _connected;
    private long _opened;

    /// <summary>Pages the server keeps a state for.</summary>
    public int Kept => Volatile.Read(ref _kept);

    /// <summary>Of those, the ones with a link to their browser.</summary>
    public int Connected => Volatile.Read(ref _connected);

    /// <summary>Opened since start.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _kept);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _connected);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Decrement(ref _connected);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Decrement(ref _kept);
        return Task.CompletedTask;
    }
}
