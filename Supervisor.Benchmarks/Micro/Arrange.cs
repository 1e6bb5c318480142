using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Benchmarks.Micro;

/// <summary>Half a second of a busy floor in the order of an open page, 100 changes among 2,000 agents: told whom they concern here; by a board that begins anew with each picture there.</summary>
public class Arrange
{
    private const int Agents = 2000, Changes = 100;

    private readonly DateTimeOffset _at = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private readonly AgentId[] _ids = [.. Enumerable.Range(0, Agents).Select(n => new AgentId("bench", $"{1000 + n}"))];
    private readonly FloorBoard _followed = new();
    private FloorSnapshot _floor = FloorSnapshot.Empty;
    private int _turn;

    [GlobalSetup]
    public void Fill()
    {
        _floor = FloorSnapshot.Empty with
        {
            Agents = _ids.ToImmutableDictionary(id => id, id => new AgentSnapshot(new AgentProfile(id, "Agent " + id.WorkNo, "Team " + id.WorkNo[^1]), _at) { State = AgentState.Idle, Since = _at }),
        };
        _followed.Accept(_floor, _at);
    }

    [Benchmark(Baseline = true)]
    public int Anew()
    {
        Next();
        var board = new FloorBoard();
        board.Accept(_floor, Now);
        return board.Shown.Count;
    }

    [Benchmark, Ceiling(0.5)]
    public int Followed()
    {
        var changed = Next();
        _followed.Accept(_floor, Now, changed);
        return _followed.Shown.Count;
    }

    private DateTimeOffset Now => _at.AddMilliseconds(500 * _turn);

    private HashSet<AgentId> Next()
    {
        _turn++;
        HashSet<AgentId> changed = [.. Enumerable.Range(0, Changes).Select(n => _ids[((_turn * 7919) + (n * 613)) % Agents])];
        _floor = _floor with { Revision = _floor.Revision + 1, Agents = _floor.Agents.SetItems(changed.Select((id, n) => KeyValuePair.Create(id, _floor.Agents[id] with { State = (AgentState)((_turn + n) % 5), Since = Now }))) };
        return changed;
    }
}
