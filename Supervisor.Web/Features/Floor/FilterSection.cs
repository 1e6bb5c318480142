namespace Supervisor.Web.Features.Floor;

/// <summary>Filters of one kind that somebody on the floor would pass.</summary>
/// <param name="Title">English word, the key of the translation.</param>
/// <param name="Chips">The filters, and how many agents each lets through by itself.</param>
internal sealed record FilterSection(string Title, IReadOnlyList<(FilterChip Chip, int Agents)> Chips)
{
    /// <summary>All that there are now, empty sections left out.</summary>
    public static IReadOnlyList<FilterSection> Of(FloorBoard board)
    {
        var rows = board.Everybody;
        IEnumerable<FilterSection> sections =
        [
            new("Limits", [.. Count(rows.Where(row => row.Level > 0).Select(_ => new FilterChip(FilterKind.OverLimit, "1")))]),
            new("State", [.. Count(rows.Select(row => new FilterChip(FilterKind.State, StateLook.Of(row.Snapshot.State).Css))).OrderBy(found => StateLook.Rank(StateLook.Find(found.Chip.Value)!.State))]),
            new("Reason", [.. Count(rows.Select(row => FloorFilter.ReasonOf(row.Snapshot)).OfType<string>().Select(reason => new FilterChip(FilterKind.Reason, reason)))]),
            new("Team", [.. Count(rows.Select(row => new FilterChip(FilterKind.Team, row.Snapshot.Profile.Team)))]),
            new("Gateway", [.. Count(rows.Select(row => new FilterChip(FilterKind.Gateway, row.Id.Gateway)))]),
        ];
        return [.. sections.Where(section => section.Chips.Count > 0)];
    }

    private static IEnumerable<(FilterChip Chip, int Agents)> Count(IEnumerable<FilterChip> chips) =>
        chips.CountBy(chip => chip).Select(found => (found.Key, found.Value)).OrderBy(found => found.Key.Value, StringComparer.CurrentCulture);
}
