using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>An event filter as it stands in an address: <c>gateway= agent= type= from= to= origin= text=</c>; agent and type may be repeated. The page and the API share it.</summary>
internal static class FilterAddress
{
    private const int LongestName = 200;
    public static readonly string[] Names = ["gateway", "agent", "type", "from", "to", "origin", "text"];

    /// <summary>
    /// Reads a query string. What cannot be read is left out of the filter and named in <paramref name="problems"/>, all at once. A name that
    /// is neither ours nor in <paramref name="others"/> is a problem too: a misspelt filter must not come back as a result without it.
    /// </summary>
    public static EventFilter Read(IEnumerable<KeyValuePair<string, StringValues>> query, Dictionary<string, string[]> problems, params string[] others)
    {
        var filter = EventFilter.Everything;
        foreach (var (name, values) in query)
        {
            var given = values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim()).Distinct(StringComparer.Ordinal).ToImmutableArray();
            var repeatable = name is "agent" or "type";
            if (!Names.Contains(name, StringComparer.Ordinal))
            {
                if (!others.Contains(name, StringComparer.Ordinal)) problems[name] = [$"Unknown parameter. Known are {string.Join(", ", Names.Concat(others))}."];
            }
            else if (given.Length > (repeatable ? EventFilter.MaxNames : 1))
            {
                problems[name] = [repeatable ? $"At most {EventFilter.MaxNames} may be given." : "May be given once only."];
            }
            else if (given.Any(value => value.Length > LongestName)) problems[name] = [$"At most {LongestName} characters."];
            else if (given.Length > 0) filter = With(filter, name, given, problems);
        }
        if (filter.From >= filter.To) problems["to"] = ["Must be later than from."];
        return filter;
    }

    /// <summary>Writes the filter for an address, without the question mark; empty for a filter that restricts nothing.</summary>
    public static string Write(EventFilter filter)
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        if (filter.Gateway is not null) pairs.Add(new("gateway", filter.Gateway));
        pairs.AddRange(filter.Agents.Select(agent => new KeyValuePair<string, string?>("agent", agent)));
        pairs.AddRange(filter.Types.Select(type => new KeyValuePair<string, string?>("type", type)));
        if (filter.From is { } from) pairs.Add(new("from", IsoTime.ForAddress(from)));
        if (filter.To is { } to) pairs.Add(new("to", IsoTime.ForAddress(to)));
        if (filter.Origin is { } origin) pairs.Add(new("origin", WordFor(origin)));
        if (filter.Text is { } text) pairs.Add(new("text", text));
        return QueryHelpers.AddQueryString("", pairs).TrimStart('?');
    }

    /// <summary>The origin as scripts see it.</summary>
    public static string WordFor(EventOrigin origin) => origin switch
    {
        EventOrigin.Gateway => "gateway",
        EventOrigin.Supervisor => "supervisor",
        EventOrigin.Stray => "stray",
        _ => "recognition",
    };

    private static EventFilter With(EventFilter filter, string name, ImmutableArray<string> given, Dictionary<string, string[]> problems)
    {
        switch (name)
        {
            case "gateway": return filter with { Gateway = given[0] };
            case "agent": return filter with { Agents = given };
            case "type": return filter with { Types = given };
            case "origin" when given[0] is "gateway": return filter with { Origin = EventOrigin.Gateway };
            case "origin" when given[0] is "supervisor": return filter with { Origin = EventOrigin.Supervisor };
            case "origin" when given[0] is "recognition": return filter with { Origin = EventOrigin.Recognition };
            case "origin" when given[0] is "stray": return filter with { Origin = EventOrigin.Stray };
            case "origin": problems[name] = ["Expected gateway, supervisor, recognition or stray."]; return filter;
            case "text" when EventFilter.TextProblem(given[0]) is { } problem: problems[name] = [problem]; return filter;
            case "text": return filter with { Text = given[0] };
        }
        if (!IsoTime.TryParse(given[0], out var time))
        {
            problems[name] = [IsoTime.Expected];
            return filter;
        }
        return name == "from" ? filter with { From = time } : filter with { To = time };
    }
}
