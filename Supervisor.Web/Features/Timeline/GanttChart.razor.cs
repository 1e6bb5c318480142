using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Supervisor.Web.Features.Timeline;

/// <summary>What one agent did, as bars on an axis of time.</summary>
public sealed partial class GanttChart
{
    private AgentTimeline? _shown;
    private DateTimeOffset _at;
    private int _active = -1;
    private int _selected = -1;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public required AgentTimeline Model { get; set; }

    /// <summary>The moment of the page; what lies there is selected.</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    /// <summary>Whose clock.</summary>
    [Parameter, EditorRequired] public required TimeZoneInfo Zone { get; set; }

    /// <summary>Another moment is wanted: somebody has chosen what begins then, or wants to leave what is shown.</summary>
    [Parameter] public EventCallback<DateTimeOffset> OnGo { get; set; }

    /// <summary>Zoom around a moment: 1 in, -1 out.</summary>
    [Parameter] public EventCallback<(DateTimeOffset At, int Step)> OnZoom { get; set; }

    /// <summary>Where the keyboard stands.</summary>
    private DateTimeOffset Standing => _active >= 0 ? Model.Pieces[_active].From : At;

    private string Readout => _active >= 0 ? L.Piece(Model.Pieces[_active], Model.Intervals[Model.Pieces[_active].First], Zone) : L["Nothing is known at {0}.", TimelineClock.Clock(At, Zone)];

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Model) && _at == At) return;
        var active = Model.PieceAt(Kept() ?? At);
        (_shown, _at, _selected, _active) = (Model, At, Model.IndexAt(At), active >= 0 ? active : Model.PieceAt(At));
    }

    /// <summary>Where the keyboard has gone while the same moment was read anew; null where it stands at the moment of the page.</summary>
    private DateTimeOffset? Kept() => _shown is { } before && _at == At && _active >= 0 && _active != before.PieceAt(At) ? before.Pieces[_active].From : null;

    private static string X(ChartRow row, DateTimeOffset at) => TimelineClock.Percent(row.Place(at));

    private string DayText(ChartRow row)
    {
        var day = LocalDays.DayOf(row.Window.From, Zone);
        var text = $"{day.ToString("ddd", CultureInfo.CurrentUICulture)} {TimelineClock.Day(day)}";
        return Model.Span <= TimelineSpan.Day && row.Window.Length != TimeSpan.FromDays(1) ? L["{0}, {1}\u00a0hours", text, row.Window.Length.TotalHours.ToString("0.##", CultureInfo.InvariantCulture)] : text;
    }

    private Task ChooseAsync(int piece)
    {
        _active = piece;
        return OnGo.InvokeAsync(Model.Pieces[piece].From);
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.CtrlKey || key.AltKey || key.MetaKey) return;
        var last = Model.Pieces.Length - 1;
        switch (key.Key)
        {
            case "ArrowRight" when _active < last: _active++; break;
            case "ArrowLeft" when _active > 0: _active--; break;
            // beyond the edge the neighbouring time comes in, but not what has not begun
            case "ArrowRight" when Model.Window.To <= Model.Now: await OnGo.InvokeAsync(Model.Window.To); break;
            case "ArrowLeft": await OnGo.InvokeAsync(Model.Window.From.AddMilliseconds(-1)); break;
            case "ArrowDown": ToOtherDay(1); break;
            case "ArrowUp": ToOtherDay(-1); break;
            case "PageDown": await OnGo.InvokeAsync(Model.Span.Step(At, forward: true, Zone)); break;
            case "PageUp": await OnGo.InvokeAsync(Model.Span.Step(At, forward: false, Zone)); break;
            case "Home": await OnGo.InvokeAsync(LocalDays.StartOf(LocalDays.DayOf(Standing, Zone), Zone)); break;
            case "End" when last >= 0: _active = last; break;
            case "Enter" or " " when _active >= 0: await ChooseAsync(_active); break;
            case "+" or "=": await OnZoom.InvokeAsync((Standing, 1)); break;
            case "-": await OnZoom.InvokeAsync((Standing, -1)); break;
        }
    }

    /// <summary>In a week, the piece at the same time of the day before or after.</summary>
    private void ToOtherDay(int days)
    {
        if (Model.PieceAt(LocalDays.Shift(Standing, days, Zone)) is var there and >= 0) _active = there;
    }
}
