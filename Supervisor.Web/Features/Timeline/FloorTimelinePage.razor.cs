using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Primitives;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Timeline;

/// <summary>Many agents on one axis of time. Only the rows in view are read and drawn.</summary>
public sealed partial class FloorTimelinePage
{
    private static readonly TimelineSpan[] FloorSpans = [TimelineSpan.Day, TimelineSpan.FourHours, TimelineSpan.Hour];

    private ImmutableArray<AgentProfile> _agents = [];
    private ImmutableArray<AgentProfile> _shown = [];
    private TimelineFilter _filter = TimelineFilter.None;
    private FloorTracks? _tracks;
    private string _given = "";
    private int _edition;
    private bool _loaded;

    /// <inheritdoc />
    protected override IReadOnlyList<TimelineSpan> Spans => FloorSpans;

    /// <inheritdoc />
    protected override string Path => TimelineAddress.Floor;

    [Inject] private TimelineQueries Queries { get; set; } = default!;

    /// <inheritdoc />
    protected override void Read(Dictionary<string, StringValues> query)
    {
        var filter = TimelineFilter.Read(query);
        if (filter.Name != _filter.Name) (_given, _edition) = (filter.Name, _edition + 1); // a new box: what is being typed is never written back
        _filter = filter;
    }

    /// <inheritdoc />
    protected override IEnumerable<(string Name, string Value)> Written() => _filter.Written();

    /// <inheritdoc />
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (!_loaded) _agents = await Queries.AgentsAsync(cancellationToken);
        var shown = _agents.Where(_filter.Wants).ToImmutableArray();
        if (!_shown.SequenceEqual(shown)) _shown = shown;
        _loaded = true;
        if (_shown.IsEmpty) _tracks = null;
        if (_tracks is not null) await _tracks.ReloadAsync(_shown, Window);
    }

    private Task<ImmutableArray<FloorTrack>> LoadRowsAsync((int First, ImmutableArray<AgentProfile> Agents, TimeWindow Window) rows, CancellationToken cancellationToken) =>
        Queries.FloorAsync(rows.Agents, rows.First, rows.Window, cancellationToken);

    private static IEnumerable<string> Offered(IEnumerable<string> known, string chosen) =>
        known.Append(chosen).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCultureIgnoreCase);

    private Task FilterAsync(TimelineFilter filter)
    {
        _filter = filter;
        return ShowAsync();
    }

    private Task AgainAsync()
    {
        _loaded = false;
        return RefreshAsync();
    }

    private Task ZoomAsync(int step) =>
        Array.IndexOf(FloorSpans, Span) + step is var index && index >= 0 && index < FloorSpans.Length ? GoAsync(At, FloorSpans[index]) : Task.CompletedTask;
}
