using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Web.Intervals;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Replay;

/// <summary>
/// Reads the floor of the past out of the state intervals, which can be sought by agent and time: a picture costs one look at each agent, whenever it was.
/// Names and teams are those of today; whoever is not on the floor any more is called by number.
/// </summary>
internal sealed class PastReader(IntervalStore store, IFloorFeed floor) : IPastReader
{
    /// <summary>How much of the history is read ahead at a time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>How far back the beginning of a call, or of a state whose reason has changed, is looked for.</summary>
    private static readonly TimeSpan Lookback = TimeSpan.FromHours(1);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc />
    public async Task<PastOpening> OpenAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var until = ReplayAddress.Whole(await store.KnownUntilAsync(cancellationToken));
        at = at < until ? at : until;
        var (to, names) = (Earlier(at + Window, until), floor.Current);
        var (agents, changes) = (ImmutableArray.CreateBuilder<PastAgent>(), new List<PastChange>());
        await store.VisitAsync(null, at - Lookback, to + Moment, withCalls: true, (id, intervals) =>
        {
            var agent = new PastAgent(Profile(names, id));
            foreach (var interval in intervals)
            {
                if (interval.From <= at) agent = agent.Apply(interval);
                else changes.Add(new PastChange(agent.Profile, interval));
            }

            if (agent.Snapshot is not null) agents.Add(agent);
        }, cancellationToken);
        return new PastOpening(at, agents.DrainToImmutable(), new PastWindow(to, to == until, InOrder(changes)));
    }

    /// <inheritdoc />
    public async Task<PastWindow> AheadAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var until = ReplayAddress.Whole(await store.KnownUntilAsync(cancellationToken));
        var (to, names) = (Earlier(from + Window, until), floor.Current);
        if (to <= from) return new PastWindow(from, ReachesPresent: true, []);
        var changes = new List<PastChange>();
        await store.VisitAsync(null, from, to + Moment, withCalls: true, (id, intervals) =>
        {
            var profile = Profile(names, id);
            foreach (var interval in intervals) changes.Add(new PastChange(profile, interval));
        }, cancellationToken);
        return new PastWindow(to, to == until, InOrder(changes));
    }

    /// <inheritdoc />
    public async Task<PastNeighbours> ChangesAroundAsync(IReadOnlyCollection<AgentId> agents, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // intervals follow each other without a hole: the neighbours of a moment are where those around it begin and end
        DateTimeOffset? before = null, after = null;
        await store.VisitAsync(agents, at - Moment, at + Moment, withCalls: false, (_, intervals) =>
        {
            foreach (var interval in intervals)
            {
                if (interval.From < at && !(interval.From < before)) before = interval.From;
                if (!interval.IsOpen && interval.To > at && !(interval.To > after)) after = interval.To;
            }
        }, cancellationToken);
        return new PastNeighbours(before, after);
    }

    private static AgentProfile Profile(Domain.Floor.FloorSnapshot names, AgentId id) => names.Agents.TryGetValue(id, out var agent) ? agent.Profile : new AgentProfile(id, id.WorkNo, "");

    private static ImmutableArray<PastChange> InOrder(List<PastChange> changes) => [.. changes.OrderBy(change => change.Interval.From)];

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
