using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;

namespace Supervisor.Web.Features.Statistics;

/// <summary>How the page looks at a statistic: all of it stands in the address, so that a colleague sees the same.</summary>
/// <param name="Request">The statistic.</param>
/// <param name="WithZone">The address names the zone; else it is the reader's.</param>
public sealed record StatisticsView(StatisticsRequest Request, bool WithZone)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 50;

    /// <summary>Sorted by whom a row is about.</summary>
    public const string ByGroup = "group";

    private static readonly string[] Names = ["sort", "page", "figure", "of", "at"];

    /// <summary>Key of the figure by which the rows are sorted, <see cref="ByGroup"/>, or null: by group and period.</summary>
    public string? Sort { get; init; }

    /// <summary>The highest first.</summary>
    public bool Descending { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The figure whose panel is open.</summary>
    public Figure? Open { get; init; }

    /// <summary>Group of the open figure; null for the total.</summary>
    public string? OpenGroup { get; init; }

    /// <summary>Beginning of the period of the open figure.</summary>
    public DateTimeOffset? OpenAt { get; init; }

    /// <summary>Reads a query string; what cannot be read is named in <paramref name="problems"/>.</summary>
    public static StatisticsView Read(IDictionary<string, StringValues> query, TimeZoneInfo zone, DateTimeOffset now, Dictionary<string, string[]> problems)
    {
        var sort = Text("sort");
        var key = sort?.TrimStart('-');
        return new StatisticsView(StatisticsAddress.Read(query, zone, now, problems, Names), query.ContainsKey("zone"))
        {
            Sort = key == ByGroup ? ByGroup : Figure.Find(key)?.Key,
            Descending = sort is ['-', ..],
            Page = int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1,
            Open = Figure.Find(Text("figure")),
            OpenGroup = query.TryGetValue("of", out var group) ? group.ToString() : null,
            OpenAt = Text("at") is { } at && IsoTime.TryParse(at, out var begin) ? begin : null,
        };

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The address that shows it.</summary>
    public string ToAddress()
    {
        var pairs = StatisticsAddress.Write(Request, WithZone).ToList();
        if (Sort is not null) pairs.Add(new("sort", (Descending ? "-" : "") + Sort));
        if (Page > 1) pairs.Add(new("page", Page.ToString(CultureInfo.InvariantCulture)));
        if (Open is not null) pairs.Add(new("figure", Open.Key));
        if (Open is not null && OpenGroup is not null) pairs.Add(new("of", OpenGroup));
        if (Open is not null && OpenAt is { } at) pairs.Add(new("at", IsoTime.ForAddress(at)));
        return QueryHelpers.AddQueryString("history/statistics", pairs);
    }

    /// <summary>Another statistic, from its first page on, sorted as this one.</summary>
    public StatisticsView Over(StatisticsRequest request) => this with { Request = request, Page = 1, Open = null };

    /// <summary>Sorted by that; a figure with its highest value first, and the other way round when asked again.</summary>
    public StatisticsView SortedBy(string key) => this with { Sort = key, Descending = Sort == key ? !Descending : key != ByGroup, Page = 1, Open = null };

    /// <summary>With the panel of a figure; the total has no group.</summary>
    public StatisticsView Opened(StatisticsRow row, Figure figure, bool isTotal) => this with { Open = figure, OpenGroup = isTotal ? null : row.Group.Key, OpenAt = isTotal ? null : row.Period.From };

    /// <summary>The row whose panel is open; null where there is none.</summary>
    public StatisticsRow? FindOpen(StatisticsResult result) => Open is null ? null
        : OpenGroup is null ? result.Total
        : result.Rows.FirstOrDefault(row => row.Group.Key == OpenGroup && row.Period.From == OpenAt);

    /// <summary>The rows in the order that is asked for; where there is nothing to divide last.</summary>
    public IEnumerable<StatisticsRow> Arrange(IEnumerable<StatisticsRow> rows)
    {
        if (Figure.Find(Sort) is not { } figure) return Sort == ByGroup && Descending ? rows.OrderByDescending(row => row.Group, StatisticsGroup.InOrder).ThenBy(row => row.Period.From) : rows;
        var known = rows.OrderBy(row => figure.Value(row.Figures) is null);
        return Descending ? known.ThenByDescending(row => figure.Value(row.Figures)) : known.ThenBy(row => figure.Value(row.Figures));
    }
}
