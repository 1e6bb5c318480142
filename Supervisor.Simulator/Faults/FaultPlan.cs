namespace Supervisor.Simulator;

/// <summary>The faults that are planned, in order: the first that matches a call strikes it. Safe from any thread.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private PlannedFault[] _planned = [];
    private int _lastId;

    internal FaultPlan(int seed) => _random = new Random(seed);

    /// <summary>The planned faults; used-up ones are gone.</summary>
    public IReadOnlyList<PlannedFault> Active => Volatile.Read(ref _planned);

    /// <summary>Plans a fault and returns the number to remove it by.</summary>
    /// <exception cref="ArgumentException">A member is out of range.</exception>
    public int Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Count is < 1 || fault.Probability is not (> 0 and <= 1) || fault.Delay < TimeSpan.Zero
            || (fault.Kind == FaultKind.HttpStatus && fault.Status is < 400 or > 599)
            || (fault.Kind == FaultKind.HugeEvent && fault.Megabytes is < 1 or > 512))
            throw new ArgumentException("Count at least 1, probability above 0 up to 1, delay not negative, status 400..599, megabytes 1..512", nameof(fault));
        lock (_gate)
        {
            _planned = [.. _planned, new PlannedFault(++_lastId, fault, 0)];
            return _lastId;
        }
    }

    /// <summary>Removes one fault; false when it is gone already.</summary>
    public bool Remove(int id)
    {
        lock (_gate)
        {
            var left = Array.FindAll(_planned, planned => planned.Id != id);
            var removed = left.Length < _planned.Length;
            _planned = left;
            return removed;
        }
    }

    /// <summary>Removes every fault.</summary>
    public void Clear()
    {
        lock (_gate)
            _planned = [];
    }

    /// <summary>The fault that strikes this call, if any; it is counted.</summary>
    internal Fault? Strike(string agentId, string operation) => Strike(agentId, operation, callback: false);

    /// <summary>The fault that strikes this POST to a client, if any; it is counted.</summary>
    internal Fault? StrikeCallback(string agentId, string operation) => Strike(agentId, operation, callback: true);

    private Fault? Strike(string agentId, string operation, bool callback)
    {
        // nearly always empty: no lock on the way of every poll
        if (Volatile.Read(ref _planned).Length == 0)
            return null;
        lock (_gate)
        {
            for (var i = 0; i < _planned.Length; i++)
            {
                var (id, fault, hits) = _planned[i];
                // what strikes calls leaves callbacks alone, and the other way round
                if (callback != (fault.Kind is FaultKind.PushDuplicate or FaultKind.PushDelay)
                    || !Matches(fault, agentId, operation) || (fault.Probability < 1 && _random.NextDouble() >= fault.Probability))
                    continue;
                var next = (PlannedFault[])_planned.Clone();
                next[i] = new PlannedFault(id, fault, hits + 1);
                _planned = fault.Count <= hits + 1 ? Array.FindAll(next, planned => planned.Id != id) : next;
                return fault;
            }
            return null;
        }
    }

    private static bool Matches(Fault fault, string agentId, string operation) =>
        (fault.Agent == "*" || fault.Agent == agentId) && fault.Operation.ToUpperInvariant() switch
        {
            "ANY" or "*" or "" => true,
            "SIGNIN" => operation is "login" or "forceLogin",
            "SIGNOUT" => operation is "logout" or "forceLogout" or "forceLogoutWithReason",
            "POLL" => operation == Operations.PollOperation.Name,
            var name => string.Equals(name, operation, StringComparison.OrdinalIgnoreCase),
        };
}
