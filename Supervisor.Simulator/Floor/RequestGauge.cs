namespace Supervisor.Simulator.Floor;

/// <summary>How many requests of one agent run at once, and whether one of them is a sign-in or sign-out.</summary>
internal sealed class RequestGauge
{
    private int _running;
    private int _highest;
    private int _sessionCommand;

    /// <summary>Most requests at once since the start.</summary>
    public int Highest => Volatile.Read(ref _highest);

    /// <summary>Counts a request in. It is not admitted while another sign-in or sign-out of the agent is unanswered (000-007).</summary>
    public RequestPass Enter(bool sessionCommand)
    {
        var running = Interlocked.Increment(ref _running);
        int highest;
        while (running > (highest = Volatile.Read(ref _highest)))
            Interlocked.CompareExchange(ref _highest, running, highest);
        var holds = sessionCommand && Interlocked.CompareExchange(ref _sessionCommand, 1, 0) == 0;
        return new RequestPass(this, holds) { Admitted = holds || !sessionCommand };
    }

    public void Leave(bool holdsSessionCommand)
    {
        if (holdsSessionCommand)
            Volatile.Write(ref _sessionCommand, 0);
        Interlocked.Decrement(ref _running);
    }
}

/// <summary>One request from its arrival until its answer is about to leave: the client may send the next one the moment it has the answer.</summary>
internal sealed class RequestPass(RequestGauge? gauge, bool holdsSessionCommand)
{
    private RequestGauge? _gauge = gauge;

    public bool Admitted { get; init; } = true;

    public void Answering() => Interlocked.Exchange(ref _gauge, null)?.Leave(holdsSessionCommand);
}
