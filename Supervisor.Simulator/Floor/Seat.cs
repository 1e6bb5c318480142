using Supervisor.Simulator.Account;
using Supervisor.Simulator.Scheduling;
using Supervisor.Simulator.Sessions;

namespace Supervisor.Simulator.Floor;

/// <summary>
/// One agent at work: the single owner of its state, its call and its session. Every public member takes the lock;
/// nothing waits or calls out under it.
/// </summary>
internal sealed partial class Seat
{
    private readonly Lock _gate = new();
    private readonly GatewayFloor _floor;
    private readonly SimulatorOptions _options;
    private readonly Scheduler _scheduler;
    private readonly int _index;
    private readonly BoundedHistory<DeliveredEvent> _delivered;
    private readonly BoundedHistory<StateChange> _history;
    private GatewaySession? _session;
    private SeatState _state = SeatState.SignedOut;
    private int? _reason;
    private DateTimeOffset _since;
    private long _lastDelivered;

    public Seat(GatewayFloor floor, SimulatedAgent agent, int index)
    {
        _floor = floor;
        _options = floor.Options;
        _scheduler = floor.Scheduler;
        _index = index;
        Agent = agent;
        _passwordDaysLeft = DaysLeft(index);
        _delivered = new(_options.EventsKeptPerAgent);
        _history = new(_options.EventsKeptPerAgent);
        _journal = new(_options.StretchesKeptPerAgent, _scheduler.WallClock);
        _heartbeats = new(_options.EventsKeptPerAgent);
        _since = _scheduler.WallClock;
    }

    public SimulatedAgent Agent { get; private set; }

    public RequestGauge Requests { get; } = new();

    public SeatState State
    {
        get
        {
            using (AtOnce())
                return _state;
        }
    }

    /// <summary>Number of the session that accepts commands, or 0: tells a later sign-in from this one.</summary>
    public long SessionNumber
    {
        get
        {
            using (AtOnce())
                return _session is { Closing: false } session ? session.Number : 0;
        }
    }

    public AgentStanding Standing()
    {
        using (AtOnce())
        {
            var signedIn = _session is { Closing: false };
            return new AgentStanding(Agent.Id, Agent.Name, Agent.Team, _state.GatewayStatus(_pendingRest is not null), _state.Word(), _reason,
                _since, signedIn, signedIn && _skills.Count > 0, (_session?.Queue.Count + (_session?.Push?.Leaving.Length ?? 0)) ?? 0, _session?.Turn is not null)
            {
                Push = signedIn && _session!.PushMode,
            };
        }
    }

    /// <summary>State as the query interfaces show it.</summary>
    public SeatView View()
    {
        using (AtOnce())
        {
            return new SeatView(Agent, _state.GatewayStatus(_pendingRest is not null), _state.CtiStatus(), _state.InCall(), _since,
                _session?.SignedInAt, _call?.Id)
            {
                State = _state,
                Reason = _reason,
                Entered = _state == SeatState.SignedOut ? [] : [.. Agent.Skills.Where(_skills.Contains)],
                TakesCalls = TakesCalls,
                CustomState = _customState,
                BusyPlanned = _pendingBusy is not null,
                RestPlanned = _pendingRest is not null,
                Call = Running(),
                LastCall = _lastCall,
                InspectedAgent = _inspecting?.Target.Agent.Id,
                Node = _session is { Closing: false } session ? session.Guids.Node : null,
            };
        }
    }

    public DeliveredEvent[] Delivered(long after)
    {
        using (AtOnce())
            return _delivered.Where(entry => entry.Sequence > after);
    }

    public StateChange[] History()
    {
        using (AtOnce())
            return _history.All();
    }

    /// <summary>Puts an event into the agent's queue without touching its state; false when nobody is signed in.</summary>
    public bool RaiseFromOutside(string eventType, string content)
    {
        using (AtOnce())
        {
            if (_session is null)
                return false;
            Raise(eventType, content);
            return true;
        }
    }

    /// <summary>True once per session: entering other queues later does not start a second life.</summary>
    public bool TryBeginLife(long session)
    {
        using (AtOnce())
        {
            if (_session is not { Closing: false } current || current.Number != session || current.HasLife)
                return false;
            return current.HasLife = true;
        }
    }

    private void Enter(SeatState state, int? reason = null)
    {
        if (_state == state && _reason == reason)
            return;
        NotePresence(state);
        _state = state;
        _reason = reason;
        _since = _now;
        _history.Add(new StateChange(_since, state.Word(), reason));
        Note();
    }

    private void Raise(string eventType, string content = EventContents.None)
    {
        if (_session is not { } session)
            return;
        if (session.Queue.Count >= (session.PushMode ? _options.PushQueueLimit : _options.QueueLimit))
        {
            session.Queue.RemoveFirst();
            _floor.Counters.CountDropped();
            if (session.PushMode)
                _floor.Counters.CountPushDropped();
        }
        session.Queue.AddLast(new GatewayEvent(eventType, content, _now));
        session.Turn?.Wake();
        if (session.Push is { AtRest: true } push)
        {
            push.AtRest = false;
            _floor.Courier.Wake(push);
        }
    }

    private void NoteDelivered(GatewayEvent sent)
    {
        _delivered.Add(new DeliveredEvent(++_lastDelivered, _now, sent.Type, sent.Content) { CreatedAt = sent.CreatedAt });
        _floor.Counters.CountDelivered();
    }
}
