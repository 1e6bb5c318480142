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
/// poll costs. All of a kind have the same deadline, so the longest under way is the first in its queue: a look each second touches only those whose time is over.
/// </summary>
internal sealed class StandingCalls : IDisposable
{
    /// <summary>Longer than the 10 s for which a gateway holds a poll as it is delivered (seed text "Obtaining Events of One Agent in Polling Mode"); a late one is given up within a second after.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(Repeated What, string Agent), StandingCall> _calls = new();
    private readonly Watch _polls, _heartbeats;
    private readonly Lock _looking = new();
    private readonly ITimer _looks;

    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="pollDeadline">For polls: a gateway may hold them for longer than it answers anything else.</param>
    public StandingCalls(TimeProvider time, TimeSpan? pollDeadline = null)
    {
        (_polls, _heartbeats) = (new Watch(time, pollDeadline ?? Deadline), new Watch(time, Deadline));
        _looks = time.CreateTimer(static calls => ((StandingCalls)calls!).GiveUpLate(), this, Look, Look);
    }

    /// <summary>The agent's last call of this kind, taken for the next one; null where that was not answered, or there was none.</summary>
    public StandingCall? Again(Repeated what, string agentId, SessionTicket ticket) => _calls.TryGetValue((what, agentId), out var call) && call.TryTake(ticket) ? WatchOf(what).Begun(call) : null;

    /// <summary>A new one in its place, taken. The one before is not disposed: an exchange that was given up may still look at it.</summary>
    public TCall Begin<TCall>(Repeated what, string agentId, SessionTicket ticket, TCall call)
        where TCall : StandingCall
    {
        _calls[(what, agentId)] = call;
        call.SentOnceMore = WatchOf(what).Again;
        call.TryTake(ticket);
        return WatchOf(what).Begun(call);
    }

    /// <inheritdoc />
    public void Dispose() => _looks.Dispose();

    private Watch WatchOf(Repeated what) => what == Repeated.Poll ? _polls : _heartbeats;

    private void GiveUpLate()
    {
        lock (_looking)
        {
            _polls.GiveUpLate();
            _heartbeats.GiveUpLate();
        }
    }

    /// <summary>Calls of one kind. Only one thread at a time may give up late ones.</summary>
    private sealed class Watch
    {
        private readonly TimeProvider _time;
        private readonly TimeSpan _deadline;
        // each exchange with its begin, the oldest first; most are long answered when they are looked at
        private readonly ConcurrentQueue<(StandingCall Call, long Since)> _begun = new();

        public Watch(TimeProvider time, TimeSpan deadline) => (_time, _deadline, Again) = (time, deadline, call => Begun(call));

        /// <summary>One that was sent once more; the same for all.</summary>
        public Action<StandingCall> Again { get; }

        public TCall Begun<TCall>(TCall call)
            where TCall : StandingCall
        {
            _begun.Enqueue((call, call.Since));
            return call;
        }

        public void GiveUpLate()
        {
            while (_begun.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Since) > _deadline && _begun.TryDequeue(out _)) oldest.Call.GiveUp(_deadline);
        }
    }
}
