using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Timeline;

/// <summary>Addresses of the timelines. They always carry the moment and the span, so that a link shows the same to everybody.</summary>
internal static class TimelineAddress
{
    /// <summary>The floor's timeline.</summary>
    public const string Floor = "/history/floor";

    /// <summary>What all timelines of one agent begin with.</summary>
    public const string Agents = "/history/agents";

    /// <summary>Path of one agent's timeline.</summary>
    public static string Path(AgentId agent) => $"{Agents}/{Uri.EscapeDataString(agent.Gateway)}/{Uri.EscapeDataString(agent.WorkNo)}";

    /// <summary>One agent's timeline at a moment.</summary>
    public static string Of(AgentId agent, DateTimeOffset at, TimelineSpan span) => Path(agent) + Query(at, span);

    /// <summary>The query, with the question mark.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="span">How much time.</param>
    /// <param name="others">Further names and values; empty ones are left out.</param>
    public static string Query(DateTimeOffset at, TimelineSpan span, params IEnumerable<(string Name, string Value)> others) => QueryHelpers.AddQueryString("", others
        .Where(other => other.Value.Length > 0).Select(other => KeyValuePair.Create(other.Name, (string?)other.Value))
        .Prepend(new("span", span.Name())).Prepend(new("at", IsoTime.ForAddress(at))));

    /// <summary>What belongs to a filter of the history: the timeline of its only agent, else the floor's, at the beginning of its time.</summary>
    public static string ForFilter(EventFilter filter, DateTimeOffset now) => filter is { Agents: [var agent], Gateway: { } gateway }
        ? Of(new AgentId(gateway, agent), filter.From ?? Second(now), TimelineSpan.Day)
        : Floor + Query(filter.From ?? Second(now), TimelineSpan.Day, ("gateway", filter.Gateway ?? ""));

    /// <summary>The history, with the events of one agent in that time.</summary>
    public static string History(AgentId agent, TimeWindow window) =>
        $"/history?{FilterAddress.Write(new() { Gateway = agent.Gateway, Agents = ImmutableArray.Create(agent.WorkNo), From = window.From, To = window.To })}";

    private static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
