using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Web.Features.Replay;

/// <summary>Says that this is the past, and moves in it. The moment itself ticks in the browser; this renders when somebody moves, when the day changes, and every ten seconds for the ear.</summary>
public sealed partial class ReplayBar
{
    private static readonly (int Seconds, string Text)[] Moves = [(-60, "−1 min"), (-10, "−10 s"), (10, "+10 s"), (60, "+1 min")];
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _leaving = new();
    private TimeZoneInfo? _zone;
    private ReplayDay _day;
    private int _version = -1;
    private string _given = "";
    private string? _typed;
    private string _said = "";
    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;

    /// <summary>What moves.</summary>
    [Parameter, EditorRequired] public ReplayPlayer Player { get; set; } = default!;

    /// <summary>Whose changes are stepped through.</summary>
    [Parameter, EditorRequired] public FloorBoard Board { get; set; } = default!;

    /// <summary>Enough of the past.</summary>
    [Parameter] public EventCallback OnLive { get; set; }

    /// <inheritdoc />
    public override bool IsStale => _version != Player.Version || _zone is not null && (Player.Now >= _day.End || (Time.GetUtcNow() - _saidAt >= Gap && _said != Moment()));

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string Note => Player.Standing switch
    {
        ReplayStanding.Reading => L["reading the history..."],
        ReplayStanding.Present => L["this is the present: nothing is known after it yet"],
        ReplayStanding.NoChange => L["no further change of the agents in the list"],
        ReplayStanding.Unreadable => L["the history cannot be read: {0}", Player.Fault ?? ""],
        _ when Player.IsPlaying => L["not live, playing at {0} × speed", Player.Pace],
        _ => L["not live, paused"],
    };

    /// <inheritdoc />
    public override void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _zone = await BrowserZone.FindAsync(Js, _leaving.Token);
        _version = -1;
    }

    private void Take()
    {
        if (_version != Player.Version && !Player.IsPlaying && _zone is not null) (_given, _typed) = (ReplayDay.Local(Player.Clock.Shown, _zone), null);
        _version = Player.Version;
        if (_zone is null) return;
        _day = ReplayDay.Of(Player.Now, _zone);
        var now = Time.GetUtcNow();
        if (now - _saidAt < Gap) return;
        (_said, _saidAt) = (Moment(), now);
    }

    private string Moment() => TimeZoneInfo.ConvertTime(Player.Now, _zone!).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private Task PlayAsync()
    {
        if (Player.IsPlaying) return Player.PauseAsync();
        Player.Play();
        return Task.CompletedTask;
    }

    private void ChoosePace(ChangeEventArgs change)
    {
        if (int.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var pace) && ReplayPlayer.Paces.Contains(pace)) Player.Choose(pace);
    }

    private Task StepAsync(bool forwards) => Player.StepAsync([.. Board.Shown.Select(row => row.Id)], forwards);

    private Task SlideAsync(ChangeEventArgs change) =>
        int.TryParse(change.Value?.ToString(), CultureInfo.InvariantCulture, out var minutes) ? Player.JumpAsync(_day.Begin.AddMinutes(minutes)) : Task.CompletedTask;

    private Task GoAsync() => _typed is not null && ReplayDay.Instant(_typed, _zone!) is { } at ? Player.JumpAsync(at) : Task.CompletedTask;
}
