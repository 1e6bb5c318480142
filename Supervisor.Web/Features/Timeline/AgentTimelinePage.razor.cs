using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Timeline;

/// <summary>What one agent did, from a week down to an hour.</summary>
public sealed partial class AgentTimelinePage
{
    private static readonly TimelineSpan[] AllSpans = Enum.GetValues<TimelineSpan>();

    private AgentTimeline? _model;
    private AgentProfile? _profile;
    private ImmutableArray<AgentProfile> _agents = [];

    /// <summary>Name of the gateway.</summary>
    [Parameter] public string Gateway { get; set; } = "";

    /// <summary>Agent id.</summary>
    [Parameter] public string AgentId { get; set; } = "";

    /// <inheritdoc />
    protected override IReadOnlyList<TimelineSpan> Spans => AllSpans;

    /// <inheritdoc />
    protected override string Path => TimelineAddress.Path(Agent);

    [Inject] private TimelineQueries Queries { get; set; } = default!;

    private AgentId Agent => new(Gateway, AgentId);

    private string Title => _profile?.Name ?? AgentId;

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => _model is not null && _model.Agent != Agent ? FollowAddressAsync() : Task.CompletedTask;

    /// <inheritdoc />
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var agent = Agent;
        if (_agents.IsEmpty) _agents = await Queries.AgentsAsync(cancellationToken);
        var model = await Queries.AgentAsync(agent, At, Span, Zone!, cancellationToken);
        (_model, _profile) = (model, _agents.FirstOrDefault(known => known.Id == agent));
    }

    private Task ZoomAsync((DateTimeOffset At, int Step) zoom) =>
        Array.IndexOf(AllSpans, Span) + zoom.Step is var index && index >= 0 && index < AllSpans.Length ? GoAsync(zoom.At, AllSpans[index]) : Task.CompletedTask;

    private void Pick(AgentId agent) => Navigation.NavigateTo(TimelineAddress.Of(agent, At, Span));

    /// <summary>Where the chart is empty, and why.</summary>
    private IEnumerable<string> Notes(AgentTimeline model)
    {
        if (_profile is null)
        {
            yield return L["The history knows no agent {0} of gateway {1}. The id may be misspelt, or the events are older than the history.", AgentId, Gateway];
            yield break;
        }

        var running = model.Now - model.KnownUntil < TimeSpan.FromSeconds(1);
        if (model.Window.From > model.Now) yield return L["This time has not come yet."];
        else if (model.Begins is { } begins) yield return L["Nothing is known before {0}: the history of this agent begins there.", TimelineClock.DayAndClock(begins, Zone!)];
        else if (model.Intervals.IsEmpty && model.Window.From < model.KnownUntil) yield return L["Nothing is known of this time: it lies before the first event of this agent."];
        if (model.Window.To > model.KnownUntil && model.Window.From <= model.Now && !running)
            yield return L["Nothing is known after {0}: Supervisor was last running then.", TimelineClock.DayAndClock(model.KnownUntil, Zone!)];
        else if (model.Window.Has(model.Now))
            yield return L["Known until {0}; what comes after is empty.", TimelineClock.DayAndClock(model.KnownUntil, Zone!)];
        if (model.Span == TimelineSpan.Week)
            yield return L["In a week, neighbouring intervals that are narrower than a pixel are drawn together in the state that lasted longest; the table and the finer spans have each of them."];
    }
}
