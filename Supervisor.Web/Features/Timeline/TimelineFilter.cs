using Microsoft.Extensions.Primitives;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Timeline;

/// <summary>Which agents the floor's timeline shows; what is empty does not restrict.</summary>
/// <param name="Gateway">Name of the gateway.</param>
/// <param name="Team">Team.</param>
/// <param name="Name">Words that must all be found in name or number.</param>
internal sealed record TimelineFilter(string Gateway, string Team, string Name)
{
    /// <summary>Everybody.</summary>
    public static readonly TimelineFilter None = new("", "", "");

    /// <summary>Reads what <see cref="Written"/> wrote.</summary>
    public static TimelineFilter Read(IDictionary<string, StringValues> query) => new(Value(query, "gateway"), Value(query, "team"), Value(query, "q"));

    /// <summary>For the address.</summary>
    public IEnumerable<(string Name, string Value)> Written() => [("gateway", Gateway), ("team", Team), ("q", Name.Trim())];

    /// <summary>True for an agent that is to be shown.</summary>
    public bool Wants(AgentProfile agent) =>
        (Gateway.Length == 0 || agent.Id.Gateway == Gateway)
        && (Team.Length == 0 || agent.Team == Team)
        && Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => agent.Name.Contains(word, StringComparison.CurrentCultureIgnoreCase) || agent.Id.WorkNo.Contains(word, StringComparison.Ordinal));

    private static string Value(IDictionary<string, StringValues> query, string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";
}
