using Supervisor.Simulator.Configuration;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Recognition;

namespace Supervisor.Simulator;

/// <summary>What the gateway delivered and how every agent stands: the truth a client is measured against. Safe from any thread.</summary>
public sealed class FloorAccount
{
    private readonly GatewayFloor _floor;

    private readonly SubscriptionRegister _subscriptions;
    private readonly RecognitionDesk _desk;

    internal FloorAccount(GatewayFloor floor, SubscriptionRegister subscriptions, RecognitionDesk desk) =>
        (_floor, _subscriptions, _desk) = (floor, subscriptions, desk);

    /// <summary>Delivered events of an agent with a sequence above <paramref name="after"/>, oldest first; only the newest ones are kept.</summary>
    public IReadOnlyList<DeliveredEvent> Delivered(string agentId, long after = 0) => _floor.Get(agentId).Delivered(after);

    /// <summary>State changes of an agent, oldest first; only the newest ones are kept.</summary>
    public IReadOnlyList<StateChange> States(string agentId) => _floor.Get(agentId).History();

    /// <summary>What an agent did since the simulator started, from its own seat and not from its events; the last stretch is open.</summary>
    public SeatJournal Journal(string agentId) => _floor.Get(agentId).Journal();

    /// <summary>Sums over the journals of all agents within [from, to), in order of id; what is still open counts until now.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> lies before <paramref name="from"/>.</exception>
    public IReadOnlyList<JournalTotals> Totals(DateTimeOffset from, DateTimeOffset to) => _floor.Totals(from, to);

    /// <summary>Accepted heartbeats of an agent, oldest first; only the newest ones are kept.</summary>
    public IReadOnlyList<Heartbeat> Heartbeats(string agentId) => _floor.Get(agentId).Heartbeats();

    /// <summary>How regular the heartbeats came, in order of id; agents that sent none are left out.</summary>
    public IReadOnlyList<HeartbeatIntervals> HeartbeatIntervals() => [.. _floor.Seats.Select(seat => seat.HeartbeatIntervals()).OfType<HeartbeatIntervals>()];

    /// <summary>Subscriptions of recognition results in order of registration; dead ones stay, only the newest are kept.</summary>
    public IReadOnlyList<SubscriptionStanding> Subscriptions => _subscriptions.Standings();

    /// <summary>Acknowledged recognition results of an agent, oldest first; only the newest ones are kept.</summary>
    public IReadOnlyList<RecognisedSpeech> Recognised(string agentId) => _desk.Recognised(_floor.Get(agentId).Agent.Id);

    /// <summary>How an agent stands now.</summary>
    public AgentStanding Current(string agentId) => _floor.Get(agentId).Standing();

    /// <summary>How every agent stands now, in order of id.</summary>
    public IReadOnlyList<AgentStanding> Current() => [.. _floor.Seats.Select(seat => seat.Standing())];

    /// <summary>Callbacks that wait for their time right now: to be repeated because nobody acknowledged them, or held back by a fault.</summary>
    public int CallbacksWaiting => _floor.Courier.Waiting;

    /// <summary>Receivers to whom something is on its way right now, the waiting ones included: 0 when everything was acknowledged.</summary>
    public int CallbacksUnderWay => _floor.Courier.UnderWay;

    /// <summary>Events delivered to all agents since the start.</summary>
    public long TotalDelivered => _floor.Counters.EventsDelivered;
}
