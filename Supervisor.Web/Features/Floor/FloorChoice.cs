using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Supervisor.Web.Features.Floor;

/// <summary>What of the floor is wanted, in which order and groups. Lives in the address of the page, so that it can be kept and sent.</summary>
/// <param name="Filter">Which rows.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Grouping">In which groups.</param>
public sealed record FloorChoice(FloorFilter Filter, FloorSort Sort, FloorGrouping Grouping)
{
    /// <summary>Everybody, most urgent first.</summary>
    public static readonly FloorChoice Plain = new(FloorFilter.None, FloorSort.Default, FloorGrouping.None);

    private static readonly (FilterKind Kind, string Name)[] Names =
    [
        (FilterKind.State, "state"), (FilterKind.Team, "team"), (FilterKind.Gateway, "gateway"), (FilterKind.Reason, "reason"), (FilterKind.OverLimit, "over"), (FilterKind.Search, "q"),
    ];

    /// <summary>Which of two rows comes first, by groups and within them; never 0 for two different ones.</summary>
    public int Compare(FloorRow left, FloorRow right, DateTimeOffset now) => CompareGroups(left, right, Grouping) is var order and not 0 ? order : Sort.Compare(left, right, now);

    /// <summary>The query of the page's address, with the question mark; empty where nothing is chosen. Two choices that are the same have the same query.</summary>
    public string ToQuery()
    {
        var pairs = Filter.Chips().Select(chip => KeyValuePair.Create(Names[(int)chip.Kind].Name, (string?)chip.Value)).ToList();
        if (Grouping != FloorGrouping.None) pairs.Add(new("group", Grouping == FloorGrouping.Team ? "team" : "state"));
        if (Sort.ToString() is { Length: > 0 } order) pairs.Add(new("sort", order));
        return QueryHelpers.AddQueryString("", pairs);
    }

    /// <summary>Reads what <see cref="ToQuery"/> wrote; what it does not know it leaves out.</summary>
    public static FloorChoice FromQuery(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var filter = FloorFilter.None;
        foreach (var (kind, name) in Names)
            foreach (var value in (IEnumerable<string?>)values.GetValueOrDefault(name))
                if (value is not null && (kind != FilterKind.OverLimit || value == "1") && !filter.Chips().Contains(new FilterChip(kind, value))) filter = filter.Toggle(new FilterChip(kind, value));
        var grouping = values.GetValueOrDefault("group").ToString() switch { "team" => FloorGrouping.Team, "state" => FloorGrouping.State, _ => FloorGrouping.None };
        return new FloorChoice(filter, FloorSort.Parse(values.GetValueOrDefault("sort")), grouping);
    }

    private static int CompareGroups(FloorRow left, FloorRow right, FloorGrouping grouping)
    {
        if (grouping == FloorGrouping.State) return StateLook.Rank(left.Snapshot.State).CompareTo(StateLook.Rank(right.Snapshot.State));
        if (grouping == FloorGrouping.None) return 0;
        string a = left.Snapshot.Profile.Team, b = right.Snapshot.Profile.Team;
        if (string.Equals(a, b, StringComparison.Ordinal)) return 0;
        if (a.Length == 0 || b.Length == 0) return b.Length.CompareTo(a.Length);
        var order = CultureInfo.CurrentCulture.CompareInfo.Compare(a, b, CompareOptions.IgnoreCase);
        return order != 0 ? order : string.CompareOrdinal(a, b);
    }
}
