using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Replay;

namespace Supervisor.Tests.Replay;

/// <summary>A past that a test writes: intervals, and until when something is known.</summary>
internal sealed class ScriptedPast : IPastReader
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public List<PastChange> Intervals { get; } = [];

    public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>What was read, in order.</summary>
    public List<string> Read { get; } = [];

    /// <summary>Set, reading waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public Exception? Fault { get; set; }

    public void Add(AgentSnapshot agent, AgentState state, DateTimeOffset from) => Intervals.Add(new PastChange(agent.Profile, new StateInterval { State = state, From = from, Sequence = Intervals.Count + 1 }));

    public async Task<PastOpening> OpenAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        at = at < Until ? at : Until;
        await NoteAsync($"open {at:HH:mm:ss.fff}");
        var agents = Intervals.Where(change => change.Interval.From <= at).OrderBy(change => change.Interval.From).GroupBy(change => change.Agent)
            .Select(group => group.Aggregate(new PastAgent(group.Key), (agent, change) => agent.Apply(change.Interval)));
        return new PastOpening(at, [.. agents], Ahead(at));
    }

    public async Task<PastWindow> AheadAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        await NoteAsync($"ahead {from:HH:mm:ss.fff}");
        return Ahead(from);
    }

    public async Task<PastNeighbours> ChangesAroundAsync(IReadOnlyCollection<AgentId> agents, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await NoteAsync("around");
        var times = Intervals.Where(change => agents.Contains(change.Agent.Id)).Select(change => (DateTimeOffset?)change.Interval.From).ToList();
        return new PastNeighbours(times.Where(time => time < at).Max(), times.Where(time => time > at).Min());
    }

    private PastWindow Ahead(DateTimeOffset from)
    {
        var to = Until - from < Window ? Until : from + Window;
        return new PastWindow(to, to == Until, Intervals.Where(change => change.Interval.From > from && change.Interval.From <= to).OrderBy(change => change.Interval.From).ToImmutableArray());
    }

    private async Task NoteAsync(string what)
    {
        Read.Add(what);
        if (Gate is not null) await Gate.Task;
        if (Fault is not null) throw Fault;
    }
}
