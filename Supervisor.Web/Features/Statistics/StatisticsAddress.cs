using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;

namespace Supervisor.Web.Features.Statistics;

/// <summary>A statistic as it stands in an address: <c>from= to= zone= by= per= gateway= team= agent=</c>; the agent may be repeated. The page and the API share it.</summary>
internal static class StatisticsAddress
{
    private const int LongestName = 200;
    private const int MaxAgents = 100;
    public static readonly string[] Names = ["from", "to", "zone", "by", "per", "gateway", "team", "agent"];
    private static readonly string[] TimeForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>
    /// Reads a query string. What cannot be read is named in <paramref name="problems"/>, all at once; so is a name that is neither ours nor in <paramref name="others"/>.
    /// Without a range it is the day that <paramref name="now"/> lies in.
    /// </summary>
    public static StatisticsRequest Read(IEnumerable<KeyValuePair<string, StringValues>> query, TimeZoneInfo zone, DateTimeOffset now, Dictionary<string, string[]> problems, params string[] others)
    {
        var given = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            var told = values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim()).Distinct(StringComparer.Ordinal).ToImmutableArray();
            if (others.Contains(name, StringComparer.Ordinal)) continue;
            if (!Names.Contains(name, StringComparer.Ordinal)) problems[name] = [$"Unknown parameter. Known are {string.Join(", ", Names.Concat(others))}."];
            else if (told.Length > (name == "agent" ? MaxAgents : 1)) problems[name] = [name == "agent" ? $"At most {MaxAgents} may be given." : "May be given once only."];
            else if (told.Any(value => value.Length > LongestName)) problems[name] = [$"At most {LongestName} characters."];
            else if (told.Length > 0) given[name] = told;
        }

        if (One("zone") is { } zoneName && !TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out zone!)) (zone, problems["zone"]) = (TimeZoneInfo.Utc, ["Expected a time zone such as Europe/Berlin."]);
        var today = Periods.FirstDay(now, PeriodLength.Day, zone);
        var request = new StatisticsRequest
        {
            From = Instant("from") ?? Periods.At(today, zone),
            To = Instant("to") ?? Periods.At(today.AddDays(1), zone),
            Zone = zone,
            By = Word("by", StatisticsBy.Agent),
            Per = Word("per", PeriodLength.Range),
            Gateway = One("gateway"),
            Team = One("team"),
            Agents = given.GetValueOrDefault("agent", []),
        };
        if (request.From >= request.To && !problems.ContainsKey("from")) problems.TryAdd("to", ["Must be later than from."]);
        return request;

        string? One(string name) => given.TryGetValue(name, out var values) ? values[0] : null;

        DateTimeOffset? Instant(string name)
        {
            if (One(name) is not { } text) return null;
            if (TryParse(text, zone, out var at)) return at;
            problems[name] = ["Expected an ISO 8601 date or time such as 2026-11-20, 2026-11-20T14:00 or 2026-11-20T14:00:00+01:00 (in an address, + is written %2B); without an offset it counts in the zone."];
            return null;
        }

        T Word<T>(string name, T fallback)
            where T : struct, Enum
        {
            if (One(name) is not { } text) return fallback;
            foreach (var value in Enum.GetValues<T>())
                if (WordFor(value) == text) return value;
            problems[name] = [$"Expected {string.Join(", ", Enum.GetValues<T>().Select(WordFor))}."];
            return fallback;
        }
    }

    /// <summary>The request as pairs of an address; what is as without saying is left out, except the range.</summary>
    /// <param name="request">The request.</param>
    /// <param name="withZone">The zone too; without it, it is the reader's.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Write(StatisticsRequest request, bool withZone)
    {
        yield return new("from", IsoTime.ForAddress(request.From));
        yield return new("to", IsoTime.ForAddress(request.To));
        if (withZone) yield return new("zone", request.Zone.Id);
        if (request.By != StatisticsBy.Agent) yield return new("by", WordFor(request.By));
        if (request.Per != PeriodLength.Range) yield return new("per", WordFor(request.Per));
        if (request.Gateway is not null) yield return new("gateway", request.Gateway);
        if (request.Team is not null) yield return new("team", request.Team);
        foreach (var agent in request.Agents) yield return new("agent", agent);
    }

    /// <summary>The word of an address.</summary>
    public static string WordFor<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A date or a time; without an offset it is what the zone's clock shows.</summary>
    public static bool TryParse(string text, TimeZoneInfo zone, out DateTimeOffset at)
    {
        at = default;
        if (!DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var told)) return false;
        if (told.Kind == DateTimeKind.Unspecified) at = Periods.At(told, zone);
        else return DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out at);
        return true;
    }
}
