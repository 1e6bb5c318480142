namespace Supervisor.Simulator.Sessions;

/// <summary>
/// The GUIDs of one session (protocol.md section 1.4). Dynamic mode issues a new one each interval and accepts every one
/// until its own time-out, so two are valid at a time and requests in flight survive a rotation.
/// </summary>
internal sealed class GuidChain
{
    private readonly List<(string Guid, TimeSpan IssuedAt)> _issued = [];
    private readonly SimulatorOptions _options;
    private readonly int _node;

    public GuidChain(SimulatorOptions options, int node, TimeSpan now)
    {
        _options = options;
        _node = node;
        Issue(now);
    }

    /// <summary>Node of the cluster that issued them, 0 or 1.</summary>
    public int Node => _node;

    public string Current => _issued[^1].Guid;

    public bool Accepts(string? guid, TimeSpan now)
    {
        if (_options.AuthMode == 0)
            return true;
        foreach (var (issued, issuedAt) in _issued)
        {
            if (string.Equals(issued, guid, StringComparison.Ordinal))
                return _options.AuthMode == 1 || now - issuedAt < _options.GuidTimeout;
        }
        return false;
    }

    /// <summary>A new GUID when the current one is older than the interval; null otherwise.</summary>
    public string? RotateIfDue(TimeSpan now) =>
        _options.AuthMode == 2 && now - _issued[^1].IssuedAt >= _options.GuidInterval ? Issue(now) : null;

    public string Renew(TimeSpan now) => _options.AuthMode == 2 ? Issue(now) : Current;

    /// <summary>Takes back a GUID whose answer never left, so that the next answer carries a fresh one.</summary>
    public void Withdraw(string guid)
    {
        if (_issued.Count > 1)
            _issued.RemoveAll(entry => entry.Guid == guid);
    }

    private string Issue(TimeSpan now)
    {
        _issued.RemoveAll(entry => now - entry.IssuedAt >= _options.GuidTimeout);
        _issued.Add(($"{Guid.NewGuid():D}.AgentGateway{_node}", now));
        return Current;
    }
}
