using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>What a part of a filter restricts.</summary>
internal enum FilterKind
{
    Agent,
    Gateway,
    Type,
    From,
    To,
    Origin,
    Text,
}

/// <summary>One restriction of a filter: a chip above the table.</summary>
/// <param name="Kind">What it restricts.</param>
/// <param name="Value">To what; a time in the form of <see cref="IsoTime"/>.</param>
/// <param name="Alone">A filter with nothing but this part.</param>
/// <param name="Without">The filter without this part.</param>
internal sealed record FilterPart(FilterKind Kind, string Value, EventFilter Alone, EventFilter Without)
{
    public static IEnumerable<FilterPart> Of(EventFilter filter)
    {
        var nothing = EventFilter.Everything;
        foreach (var agent in filter.Agents) yield return new(FilterKind.Agent, agent, nothing with { Agents = [agent] }, filter with { Agents = filter.Agents.Remove(agent) });
        if (filter.Gateway is { } gateway) yield return new(FilterKind.Gateway, gateway, nothing with { Gateway = gateway }, filter with { Gateway = null });
        foreach (var type in filter.Types) yield return new(FilterKind.Type, type, nothing with { Types = [type] }, filter with { Types = filter.Types.Remove(type) });
        if (filter.From is { } from) yield return new(FilterKind.From, IsoTime.ForAddress(from), nothing with { From = from }, filter with { From = null });
        if (filter.To is { } to) yield return new(FilterKind.To, IsoTime.ForAddress(to), nothing with { To = to }, filter with { To = null });
        if (filter.Origin is { } origin) yield return new(FilterKind.Origin, FilterAddress.WordFor(origin), nothing with { Origin = origin }, filter with { Origin = null });
        if (filter.Text is { } text) yield return new(FilterKind.Text, text, nothing with { Text = text }, filter with { Text = null });
    }
}
