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
/// The calls of one gateway that are made again and again, and their deadline. One look at all of them each second instead of a timer for each: the runtime looks through all its timers three times a
/// second, which for ten thousand was a sixth of what a poll costs.
/// </summary>
internal sealed class StandingCalls : IDisposable
{
    /// <summary>Longer than the 10 s for which the gateway holds a poll; a late one is given up within a second after.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(Repeated What, string Agent), GatewayCall> _calls = new();
    private readonly ITimer _looks;

    public StandingCalls(TimeProvider time)
    {
        _time = time;
        _looks = time.CreateTimer(static calls => ((StandingCalls)calls!).GiveUpLate(), this, Look, Look);
    }

    /// <summary>The agent's last call of this kind, taken for the next one; null where that was not answered, or there was none.</summary>
    public GatewayCall? Again(Repeated what, string agentId, SessionTicket ticket) => _calls.TryGetValue((what, agentId), out var call) && call.TryTake(ticket) ? call : null;

    /// <summary>A new one, taken. The one before is not disposed: an exchange that was given up may still look at it.</summary>
    public GatewayCall Begin(Repeated what, string agentId, SessionTicket ticket, HttpRequestMessage request)
    {
        var call = _calls[(what, agentId)] = new GatewayCall(request, _time);
        call.TryTake(ticket);
        return call;
    }

    /// <inheritdoc />
    public void Dispose() => _looks.Dispose();

    private void GiveUpLate()
    {
        foreach (var (_, call) in _calls) call.GiveUpIfOver(Deadline);
    }
}
