using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator;

/// <summary>What the gateway delivered and how every agent stands: the truth a client is measured against. Safe from any thread.</summary>
public sealed class FloorAccount
{
    private readonly GatewayFloor _floor;

    internal FloorAccount(GatewayFloor floor) => _floor = floor;

    /// <summary>Delivered events of an agent with a sequence above <paramref name="after"/>, oldest first; only the newest ones are kept.</summary>
    public IReadOnlyList<DeliveredEvent> Delivered(string agentId, long after = 0) => _floor.Get(agentId).Delivered(after);

    /// <summary>State changes of an agent, oldest first; only the newest ones are kept.</summary>
    public IReadOnlyList<StateChange> States(string agentId) => _floor.Get(agentId).History();

    /// <summary>How an agent stands now.</summary>
    public AgentStanding Current(string agentId) => _floor.Get(agentId).Standing();

    /// <summary>How every agent stands now, in order of id.</summary>
    public IReadOnlyList<AgentStanding> Current() => [.. _floor.Seats.Select(seat => seat.Standing())];

    /// <summary>Events delivered to all agents since the start.</summary>
    public long TotalDelivered => _floor.Counters.EventsDelivered;
}
