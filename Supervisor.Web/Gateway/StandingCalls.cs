using System.Collections.Concurrent;

namespace Supervisor.Web.Gateway;

/// <summary>What is sent for an agent again and again.</summary>
internal enum Repeated
{
    /// <summary>The long poll.</summary>
    Poll,

    /// <summary>The heartbeat of push mode.</summary>
    Heartbeat,
}

/// <summary>
/// The calls of one gateway that are made again and again, and their deadline. No timer for each: the runtime looks through all its timers three times a second, which for ten thousand was a sixth of what a
/// poll costs. All have the same deadline, so the longest under way is the first in the queue: a look each second touches only those whose time is over.
/// </summary>
internal sealed class StandingCalls : IDisposable
{
    /// <summary>Longer than the 10 s for which the gateway holds a poll; a late one is given up within a second after.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(Repeated What, string Agent), StandingCall> _calls = new();
    // each exchange with its begin, the oldest first; most are long answered when they are looked at
    private readonly ConcurrentQueue<(StandingCall Call, long Since)> _begun = new();
    private readonly Lock _looking = new();
    private readonly ITimer _looks;
    private readonly Action<StandingCall> _again;

    public StandingCalls(TimeProvider time)
    {
        _time = time;
        _again = call => Begun(call);
        _looks = time.CreateTimer(static calls => ((StandingCalls)calls!).GiveUpLate(), this, Look, Look);
    }

    /// <summary>The agent's last call of this kind, taken for the next one; null where that was not answered, or there was none.</summary>
    public StandingCall? Again(Repeated what, string agentId, SessionTicket ticket) => _calls.TryGetValue((what, agentId), out var call) && call.TryTake(ticket) ? Begun(call) : null;

    /// <summary>A new one in its place, taken. The one before is not disposed: an exchange that was given up may still look at it.</summary>
    public TCall Begin<TCall>(Repeated what, string agentId, SessionTicket ticket, TCall call)
        where TCall : StandingCall
    {
        _calls[(what, agentId)] = call;
        call.SentOnceMore = _again;
        call.TryTake(ticket);
        return Begun(call);
    }

    /// <inheritdoc />
    public void Dispose() => _looks.Dispose();

    private TCall Begun<TCall>(TCall call)
        where TCall : StandingCall
    {
        _begun.Enqueue((call, call.Since));
        return call;
    }

    private void GiveUpLate()
    {
        lock (_looking)
            while (_begun.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Since) > Deadline && _begun.TryDequeue(out _)) oldest.Call.GiveUp(Deadline);
    }
}
