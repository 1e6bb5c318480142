using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Supervisor.Simulator.Account;
using Supervisor.Simulator.Callbacks;
using Supervisor.Simulator.Roster;
using Supervisor.Simulator.Scheduling;

namespace Supervisor.Simulator.Floor;

/// <summary>The call centre behind the gateway: every seat, and what the seats share. Outlives a restart of the listener.</summary>
internal sealed class GatewayFloor
{
    private readonly SimulatedAgent[] _agents;
    private readonly FrozenDictionary<string, Seat> _byId;
    private int _node;
    private long _session;

    public GatewayFloor(SimulatorOptions options, Scheduler scheduler, CallbackCourier courier, ILogger log)
    {
        Options = options;
        Scheduler = scheduler;
        Courier = courier;
        Log = log;
        _agents = RosterBuilder.Build(options);
        Seats = [.. _agents.Select((agent, index) => new Seat(this, agent, index))];
        _byId = Seats.ToFrozenDictionary(seat => seat.Agent.Id, StringComparer.Ordinal);
    }

    public SimulatorOptions Options { get; }

    public Scheduler Scheduler { get; }

    public CallbackCourier Courier { get; }

    public ILogger Log { get; }

    /// <summary>The agents with their present passwords.</summary>
    public IReadOnlyList<SimulatedAgent> Agents => _agents;

    public Seat[] Seats { get; }

    public Counters Counters { get; } = new();

    public Inspections Inspections { get; } = new();

    /// <summary>Called, outside every lock, when an agent entered its queues: the scenario begins its life.</summary>
    public Action<Seat>? EnteredQueues { get; set; }

    /// <summary>Called, outside every lock, when a call was answered: people begin to talk.</summary>
    public Action<Seat, Call>? Connected { get; set; }

    public Seat? Find(string agentId) => _byId.GetValueOrDefault(agentId);

    /// <summary>How every agent stands now, in order of id.</summary>
    public SeatView[] Views() => Array.ConvertAll(Seats, seat => seat.View());

    /// <summary>What every agent did within [from, to), in order of id; one moment counts as now for all of them.</summary>
    public JournalTotals[] Totals(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
            throw new ArgumentException("to lies before from", nameof(to));
        var now = Scheduler.WallClock;
        return Array.ConvertAll(Seats, seat => JournalTotals.Of(seat.Agent.Id, seat.Journal(), from, to < now ? to : now));
    }

    /// <summary>An agent's configuration changed; references are replaced whole, so readers need no lock.</summary>
    public void Replace(int index, SimulatedAgent agent) => _agents[index] = agent;

    public Seat Get(string agentId) =>
        Find(agentId) ?? throw new ArgumentException($"The simulator has no agent {agentId}", nameof(agentId));

    /// <summary>The node a load balancer would choose for the next sign-in: 0 and 1 in turn.</summary>
    public int NextNode() => Interlocked.Increment(ref _node) & 1;

    public long NextSession() => Interlocked.Increment(ref _session);
}
