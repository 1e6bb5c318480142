namespace Supervisor.Simulator.Account;

/// <summary>The heartbeats of one agent: the newest ones, and the spread of all intervals. An interval lies within one session.</summary>
internal sealed class HeartbeatLog(int capacity)
{
    private readonly BoundedHistory<Heartbeat> _newest = new(capacity);
    private long _count;
    private long _intervals;
    private double _sum;
    private double _shortest = double.MaxValue;
    private double _longest;
    private (long Session, TimeSpan At) _last;

    public void Add(long session, TimeSpan now, Heartbeat heartbeat)
    {
        _newest.Add(heartbeat);
        _count++;
        if (_last.Session == session)
        {
            var seconds = (now - _last.At).TotalSeconds;
            _intervals++;
            _sum += seconds;
            _shortest = Math.Min(_shortest, seconds);
            _longest = Math.Max(_longest, seconds);
        }
        _last = (session, now);
    }

    public Heartbeat[] All() => _newest.All();

    public HeartbeatIntervals? Intervals(string agentId) =>
        _count == 0 ? null
        : _intervals == 0 ? new HeartbeatIntervals(agentId, _count, null, null, null)
        : new HeartbeatIntervals(agentId, _count, _shortest, _longest, _sum / _intervals);
}
