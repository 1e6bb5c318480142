using Supervisor.Simulator.Account;

namespace Supervisor.Simulator.Floor;

// Signs of life of a push session, and the GUIDs that its answers carry.
internal sealed partial class Seat
{
    private readonly HeartbeatLog _heartbeats;

    /// <summary>Takes a heartbeat: its token, when it brings one, is that of every later push. Returns the new GUID when one is due.</summary>
    public string? Heartbeat(string operation, string? token)
    {
        using (AtOnce())
        {
            if (_session is not { } session)
                return null;
            var changed = token is { Length: > 0 } && session.Push is { } push && push.Token != token;
            if (changed)
                session.Push!.Token = token!;
            _heartbeats.Add(session.Number, _scheduler.Now, new Heartbeat(_now, operation, changed));
            _floor.Counters.CountHeartbeat();
            return session.Guids.RotateIfDue(_scheduler.Now);
        }
    }

    /// <summary>A heartbeat's answer was lost: the next one carries a GUID again.</summary>
    public void WithdrawGuid(string guid)
    {
        using (AtOnce())
            _session?.Guids.Withdraw(guid);
    }

    public Heartbeat[] Heartbeats()
    {
        using (AtOnce())
            return _heartbeats.All();
    }

    /// <summary>Null when there was no heartbeat yet.</summary>
    public HeartbeatIntervals? HeartbeatIntervals()
    {
        using (AtOnce())
            return _heartbeats.Intervals(Agent.Id);
    }
}
