using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Sessions;

/// <summary>One poll from its request to the moment its answer left or was lost.</summary>
internal sealed class PollTurn(GatewaySession session)
{
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GatewaySession Session { get; } = session;

    /// <summary>Ends when an event is queued, the hold is over, the session ended or the client left.</summary>
    public Task Woken => _woken.Task;

    /// <summary>Ends when it is known whether the answer left.</summary>
    public Task Settled => _settled.Task;

    /// <summary>The event this poll took from the queue; it goes back when the answer is lost.</summary>
    public GatewayEvent? Taken { get; set; }

    public string? NewGuid { get; set; }

    public void Wake() => _woken.TrySetResult();

    public bool Settle() => _settled.TrySetResult();
}
