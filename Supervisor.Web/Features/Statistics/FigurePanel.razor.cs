using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.History;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Statistics;

/// <summary>One figure: how it comes about, and of which intervals.</summary>
public sealed partial class FigurePanel : IDisposable
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly CancellationTokenSource _leaving = new();
    private FigureIntervalsPage? _page;
    private (StatisticsRow, Figure)? _shown;
    private long _skip;

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public StatisticsRequest Request { get; set; } = default!;

    [Parameter, EditorRequired] public Period Range { get; set; }

    [Parameter, EditorRequired] public StatisticsRow Row { get; set; } = default!;

    [Parameter, EditorRequired] public Figure Figure { get; set; } = default!;

    [Inject] private FigureIntervals Intervals { get; set; } = default!;

    [Inject] private IAuthorizationService Authorization { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private string Title => $"{L[Figure.Title]}: {L.Group(Row.Group)}";

    /// <inheritdoc />
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Row, Figure)) return;
        _shown = (Row, Figure);
        _page = null;
        await GoAsync(0);
    }

    private async Task GoAsync(long skip)
    {
        // a circuit has no check per request, and roles may have changed since it opened
        if (!(await Authorization.AuthorizeAsync((await Authentication).User, Policies.History)).Succeeded) return;
        _skip = skip;
        var shown = _shown;
        try
        {
            var page = await Intervals.LoadAsync(Request, Range, Row, Figure, skip, _leaving.Token);
            if (shown == _shown && skip == _skip) _page = page;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // closed meanwhile
        }
    }

    private IEnumerable<ReasonTime> Reasons(FigureIntervalsPage page) =>
        Figure.Counts is null ? page.Figures.Reasons.Where(reason => Figure.States.Contains(reason.State)).OrderByDescending(reason => reason.Time) : [];

    private TimeSpan Unrecorded(FigureIntervalsPage page) => Figure.States.Contains(AgentState.Unknown) ? page.Figures.NotKnown - page.Figures.Unknown : TimeSpan.Zero;

    private IEnumerable<string> Details(AgentId agent, StateInterval interval)
    {
        if (Row.Group.By != StatisticsBy.Agent) yield return agent.WorkNo;
        yield return L.Reason(interval.State, interval.Reason);
        if (interval.Marks != CallMarks.None || interval.CallId is not null) yield return L.Direction(interval.Direction);
        if (interval.Marks.HasFlag(CallMarks.NotAnswered)) yield return L["not answered"];
    }

    private string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Request.Zone).ToString("yyyy-MM-dd HH:mm:ss.fff", Invariant);

    private static string AddressOf(AgentId agent, StateInterval interval) =>
        $"history/agents/{Uri.EscapeDataString(agent.Gateway)}/{Uri.EscapeDataString(agent.WorkNo)}?at={IsoTime.ForAddress(interval.From)}&span=hour";
}
