using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Intervals;

namespace Supervisor.Web.Features.Timeline;

/// <summary>The questions of the timelines.</summary>
internal sealed class TimelineQueries(IntervalStore store, CredentialQueries credentials, TimeProvider time)
{
    /// <summary>Everybody the history knows, by team and name. Who is no longer configured is called by the id and stands last.</summary>
    public async Task<ImmutableArray<AgentProfile>> AgentsAsync(CancellationToken cancellationToken)
    {
        var known = await credentials.ProfilesAsync(cancellationToken);
        return
        [
            .. (await store.AgentsAsync(cancellationToken)).Select(agent => known.GetValueOrDefault(agent) ?? new AgentProfile(agent, agent.WorkNo, ""))
                .OrderBy(agent => agent.Team.Length == 0).ThenBy(agent => agent.Team, StringComparer.CurrentCultureIgnoreCase)
                .ThenBy(agent => agent.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(agent => agent.Id),
        ];
    }

    /// <summary>One agent, around a moment.</summary>
    public async Task<AgentTimeline> AgentAsync(AgentId agent, DateTimeOffset at, TimelineSpan span, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var window = TimeWindow.Of(at, span, zone);
        var intervals = await store.ReadAsync(agent, window.From, window.To, cancellationToken);
        return AgentTimeline.Of(agent, intervals, span, window, zone, await store.KnownUntilAsync(cancellationToken), time.GetUtcNow());
    }

    /// <summary>Rows of the floor, in one look at the store and in the order asked for. Of whom nothing is known then, the row is empty.</summary>
    /// <param name="agents">Which.</param>
    /// <param name="first">Place of the first one in the whole list.</param>
    /// <param name="window">What is shown.</param>
    /// <param name="cancellationToken">Ends it between two agents.</param>
    public async Task<ImmutableArray<FloorTrack>> FloorAsync(ImmutableArray<AgentProfile> agents, int first, TimeWindow window, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var places = agents.Select((agent, place) => (agent.Id, place)).ToDictionary(agent => agent.Id, agent => agent.place);
        var tracks = new FloorTrack?[agents.Length];
        await store.VisitAsync([.. places.Keys], window.From, window.To, withCalls: false, (agent, intervals) =>
            tracks[places[agent]] = FloorTrack.Of(agents[places[agent]], first + places[agent], intervals, window, now), cancellationToken);
        return [.. tracks.Select((track, place) => track ?? FloorTrack.Of(agents[place], first + place, [], window, now))];
    }
}
