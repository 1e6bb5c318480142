namespace Supervisor.Simulator.Floor;

/// <summary>How many requests of one agent run at once, and whether one of them is a sign-in or sign-out.</summary>
internal sealed class RequestGauge
{
    private int _running;
    private int _highest;
    private int _sessionCommand;

    public int Highest => Volatile.Read(ref _highest);

    public void Enter()
    {
        var running = Interlocked.Increment(ref _running);
        int highest;
        while (running > (highest = Volatile.Read(ref _highest)))
            Interlocked.CompareExchange(ref _highest, running, highest);
    }

    public void Leave() => Interlocked.Decrement(ref _running);

    /// <summary>False while another sign-in or sign-out of the agent is unanswered (000-007).</summary>
    public bool TryBeginSessionCommand() => Interlocked.CompareExchange(ref _sessionCommand, 1, 0) == 0;

    public void EndSessionCommand() => Volatile.Write(ref _sessionCommand, 0);
}
