using BenchmarkDotNet.Attributes;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;

namespace Supervisor.Benchmarks.Micro;

/// <summary>One event into the picture of a floor of 2,000: against a dictionary that is changed in place, which nobody else could read meanwhile, and against copying it whole, which anybody could.</summary>
public class Reduce
{
    private const int Agents = 2000;

    private readonly AgentId[] _ids = [.. Enumerable.Range(0, Agents).Select(n => new AgentId("bench", $"{1000 + n}"))];
    private readonly DateTimeOffset _at = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    private FloorSnapshot _floor = FloorSnapshot.Empty;
    private Dictionary<AgentId, AgentSnapshot> _copied = [];
    private Dictionary<AgentId, AgentSnapshot> _inPlace = [];
    private long _sequence;

    [GlobalSetup]
    public void Fill()
    {
        _floor = FloorReducer.Apply(FloorSnapshot.Empty, new FloorInput.Staffed([.. _ids.Select(id => new AgentProfile(id, id.WorkNo, ""))], _at));
        _copied = _floor.Agents.ToDictionary();
        _inPlace = _floor.Agents.ToDictionary();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("agent")]
    public object InPlace()
    {
        var happened = Next();
        return _inPlace[happened.Agent] = _inPlace[happened.Agent] with { State = ((AgentEvent.StateEntered)happened.Event).State, Since = happened.ReceivedAt, LastSequence = happened.Sequence };
    }

    [Benchmark, BenchmarkCategory("agent"), Ceiling(3)]
    public object Agent()
    {
        var happened = Next();
        return _inPlace[happened.Agent] = AgentReducer.Apply(_inPlace[happened.Agent], happened);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("floor")]
    public object CopiedWhole()
    {
        var happened = Next();
        return _copied = new(_copied) { [happened.Agent] = AgentReducer.Apply(_copied[happened.Agent], happened) };
    }

    [Benchmark, BenchmarkCategory("floor"), Ceiling(0.25)]
    public object Floor() => _floor = FloorReducer.Apply(_floor, new FloorInput.Happened(Next()));

    private ObservedEvent Next()
    {
        var sequence = ++_sequence;
        return new ObservedEvent
        {
            Sequence = sequence,
            Agent = _ids[sequence % Agents],
            ReceivedAt = _at.AddTicks(sequence),
            Origin = EventOrigin.Gateway,
            Type = "AgentState_Ready",
            Event = sequence / Agents % 2 == 0 ? ToIdle : ToWrapUp,
        };
    }

    private static readonly AgentEvent ToIdle = new AgentEvent.StateEntered(AgentState.Idle), ToWrapUp = new AgentEvent.StateEntered(AgentState.WrapUp);
}
