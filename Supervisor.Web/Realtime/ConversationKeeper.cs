using System.Threading.Channels;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Realtime;

/// <summary>
/// What is said in the agents' calls, as it is recognised. Told by the floor keeper, in the order of the history; forgets what is older than
/// <see cref="Memory"/>. Everything it forgets, or never heard because the app was restarted, stands in the history.
/// </summary>
internal sealed class ConversationKeeper(TimeProvider time, ILogger<ConversationKeeper> logger)
{
    /// <summary>How long the last calls of an agent are remembered after the last word.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(12);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<AgentId, RecentCalls> _calls = [];
    private readonly Dictionary<AgentId, HashSet<Channel<RecentCalls>>> _readers = [];
    private DateTimeOffset _sweptAt;

    /// <summary>Readers at this moment.</summary>
    public int Readers
    {
        get
        {
            lock (_lock) return _readers.Values.Sum(readers => readers.Count);
        }
    }

    /// <summary>The calls of <paramref name="agent"/>, and a stream of later ones, taken under one lock.</summary>
    public ConversationSubscription Subscribe(AgentId agent)
    {
        // One slot, the oldest goes: what comes later contains it.
        var slot = Channel.CreateBounded<RecentCalls>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            Sweep();
            if (!_readers.TryGetValue(agent, out var readers)) _readers[agent] = readers = [];
            readers.Add(slot);
            return new ConversationSubscription(_calls.GetValueOrDefault(agent, RecentCalls.None), slot.Reader, () => Unsubscribe(agent, slot));
        }
    }

    /// <summary>Takes in one event; whatever is no recognition result is ignored.</summary>
    public void Hear(ObservedEvent observed)
    {
        if (observed.Event is not AgentEvent.Recognised { Utterance: var heard }) return;
        try
        {
            lock (_lock)
            {
                Sweep();
                var before = _calls.GetValueOrDefault(observed.Agent, RecentCalls.None);
                var after = ConversationReducer.Apply(before, heard, observed.Sequence, observed.ReceivedAt);
                if (ReferenceEquals(before, after)) return;
                _calls[observed.Agent] = after;
                if (!_readers.TryGetValue(observed.Agent, out var readers)) return;
                foreach (var reader in readers) reader.Writer.TryWrite(after);
            }
        }
        catch (Exception fault)
        {
            // A reducer that throws is a bug; the result is in the history, and the floor does not depend on it.
            logger.ConversationFailed(fault, observed.Agent.ToString());
        }
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        if (now - _sweptAt < SweepInterval) return;
        _sweptAt = now;
        foreach (var (agent, calls) in _calls.ToList())
            if (calls.Calls.All(call => now - call.LastAt > Memory)) _calls.Remove(agent);
    }

    private void Unsubscribe(AgentId agent, Channel<RecentCalls> slot)
    {
        lock (_lock)
        {
            if (_readers.TryGetValue(agent, out var readers) && readers.Remove(slot) && readers.Count == 0) _readers.Remove(agent);
        }

        slot.Writer.TryComplete();
    }
}
