using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Supervisor.Web.Features.Timeline;

/// <summary>The intervals of the span in a table, page by page; the selected one is brought into view.</summary>
public sealed partial class IntervalTable
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 100;

    private AgentTimeline? _shown;
    private DateTimeOffset _at;
    private int _first;
    private int _selected = -1;
    private bool _reveal;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public required AgentTimeline Model { get; set; }

    /// <summary>The moment of the page.</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    /// <summary>Whose clock.</summary>
    [Parameter, EditorRequired] public required TimeZoneInfo Zone { get; set; }

    /// <summary>Somebody has chosen what begins then.</summary>
    [Parameter] public EventCallback<DateTimeOffset> OnGo { get; set; }

    [Inject] private IJSRuntime JavaScript { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Model) && _at == At) return;
        (_shown, _at, _selected) = (Model, At, Model.IndexAt(At));
        _first = Math.Max(_selected, 0) / PageSize * PageSize;
        _reveal = _selected >= 0;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_reveal) return;
        _reveal = false;
        try
        {
            await JavaScript.InvokeVoidAsync("supervisorTimeline.reveal", "interval-rows", $"interval-{_selected}");
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone
        }
    }

    private string When(DateTimeOffset at) => Model.Span == TimelineSpan.Week ? TimelineClock.DayAndClock(at, Zone) : TimelineClock.Clock(at, Zone);
}
