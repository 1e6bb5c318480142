using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Replay;

/// <summary>
/// One person's way through the past: the moment shown, forwards at a pace, jumps, and a feed of pictures like that of the live floor, four times a second at most at any pace.
/// Reads some minutes ahead, never more. Everything runs on the dispatcher of one page.
/// </summary>
/// <param name="past">The history.</param>
/// <param name="mayLook">Whether the person may, asked before everything that is read: roles may have changed since the page was opened.</param>
/// <param name="time">The clock.</param>
public sealed partial class ReplayPlayer(IPastReader past, Func<Task<bool>> mayLook, TimeProvider time)
{
    /// <summary>Seconds of the past in a second.</summary>
    public static readonly IReadOnlyList<int> Paces = [1, 2, 5, 10, 30, 60];

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250);

    /// <summary>Less than this ahead, and more is read.</summary>
    private static readonly TimeSpan Low = TimeSpan.FromMinutes(2.5);

    /// <summary>The present is asked for again after this long.</summary>
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(2);

    private readonly FloorFeed _feed = new();
    private PastFloor? _floor;
    private DateTimeOffset _readAt;
    private DateTimeOffset? _wanted;
    private bool _jumping;
    private Task _reading = Task.CompletedTask;
    private CancellationToken _leaving;

    /// <summary>Pictures of the past.</summary>
    public IFloorFeed Feed => _feed;

    /// <summary>The moment shown, and how it goes on.</summary>
    public ReplayClock Clock { get; private set; } = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0);

    /// <summary>The moment shown now.</summary>
    public DateTimeOffset Now => Clock.At(time.GetUtcNow());

    /// <summary>The pace that is chosen, also while it stands.</summary>
    public int Pace { get; private set; } = 1;

    /// <summary>Somebody wants it to move, though it may be waiting for the disk.</summary>
    public bool IsPlaying { get; private set; }

    /// <summary>How it stands.</summary>
    public ReplayStanding Standing { get; private set; } = ReplayStanding.Reading;

    /// <summary>Why the history cannot be read; null while it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>Grows with everything that the controls show; the passing of time is the browser's business.</summary>
    public int Version { get; private set; }

    /// <summary>The moment has been chosen anew, or playing has stopped: the address should say so.</summary>
    public Func<Task> Rested { get; set; } = () => Task.CompletedTask;

    /// <summary>Shows <paramref name="at"/> and plays whenever asked, until the page is left.</summary>
    public async Task RunAsync(DateTimeOffset at, CancellationToken leaving)
    {
        _leaving = leaving;
        using var timer = new PeriodicTimer(Frame, time);
        await JumpAsync(at);
        while (await timer.WaitForNextTickAsync(leaving)) await TurnAsync();
    }

    /// <summary>Shows another moment. It plays on from there if it was playing. While one moment is being read, only the last one asked for meanwhile is read after it.</summary>
    public async Task JumpAsync(DateTimeOffset at)
    {
        Stand(ReplayStanding.Reading, new ReplayClock(ReplayAddress.Whole(at), time.GetUtcNow(), 0));
        _wanted = Clock.Shown;
        if (_jumping) return;
        _jumping = true;
        try
        {
            while (_wanted is { } moment)
            {
                _wanted = null;
                var opening = await ReadAsync(() => past.OpenAsync(moment, _leaving));
                if (opening is not null && _wanted is null) Begin(opening);
            }
        }
        finally
        {
            _jumping = false;
        }

        if (Standing == ReplayStanding.Ready) await Rested();
    }

    /// <summary>Some time forwards or back.</summary>
    public Task MoveAsync(TimeSpan by) => JumpAsync(Now + by);

    /// <summary>Stands at the next change of one of <paramref name="agents"/>, or at the last one before.</summary>
    public async Task StepAsync(IReadOnlyCollection<AgentId> agents, bool forwards)
    {
        var at = ReplayAddress.Whole(Now);
        await PauseAsync();
        if (await ReadAsync(() => past.ChangesAroundAsync(agents, at, _leaving)) is not { } found) return;
        if ((forwards ? found.After : found.Before) is { } change) await JumpAsync(change);
        else Stand(ReplayStanding.NoChange, Clock);
    }

    /// <summary>Plays from here.</summary>
    public void Play()
    {
        if (_floor is null || Standing == ReplayStanding.Refused) return;
        IsPlaying = true;
        Stand(ReplayStanding.Ready, Clock.Going(Pace, time.GetUtcNow()));
    }

    /// <summary>Stands still.</summary>
    public Task PauseAsync()
    {
        if (!IsPlaying) return Task.CompletedTask;
        return StopAsync(_jumping ? ReplayStanding.Reading : ReplayStanding.Ready, Now);
    }

    /// <summary>Chooses one of <see cref="Paces"/>.</summary>
    public void Choose(int pace)
    {
        Pace = pace;
        Stand(Standing, Clock.Going(IsPlaying && Clock.Pace > 0 ? pace : 0, time.GetUtcNow()));
    }

    /// <summary>The next frame: moves the picture to where the clock is, reads ahead, stops at the present.</summary>
    public async Task TurnAsync()
    {
        if (!IsPlaying || _jumping || _floor is not { } floor) return;
        var now = time.GetUtcNow();
        var wanted = Clock.Pace > 0 ? Clock.At(now) : floor.ReadTo;
        if (_reading.IsCompleted)
        {
            await _reading;
            if (floor.ReadTo - wanted < Low && !(floor.ReachesPresent && now - _readAt < Ask)) _reading = ReadAheadAsync(floor);
        }

        floor.MoveTo(wanted);
        Show(floor);
        if (wanted < floor.ReadTo) return;
        if (floor.ReachesPresent && now - _readAt < Ask + Frame) await StopAsync(ReplayStanding.Present, floor.ReadTo);
        else if (Clock.Pace > 0) Stand(ReplayStanding.Reading, new ReplayClock(floor.ReadTo, now, 0));
    }

    private void Begin(PastOpening opening)
    {
        _readAt = time.GetUtcNow();
        Show(new PastFloor(opening, _feed.Current.Revision));
        Stand(ReplayStanding.Ready, new ReplayClock(opening.At, _readAt, IsPlaying ? Pace : 0));
    }

    private Task StopAsync(ReplayStanding standing, DateTimeOffset at)
    {
        IsPlaying = false;
        if (_floor is { } floor && !_jumping)
        {
            if (at > floor.ReadTo) at = floor.ReadTo;
            floor.MoveTo(at);
            Show(floor);
        }

        Stand(standing, new ReplayClock(ReplayAddress.Whole(at), time.GetUtcNow(), 0));
        return Rested();
    }

    private void Show(PastFloor? floor)
    {
        _floor = floor;
        var picture = floor?.Picture ?? FloorSnapshot.Empty;
        if (!ReferenceEquals(picture, _feed.Current)) _feed.Publish(picture);
    }

    private void Stand(ReplayStanding standing, ReplayClock clock)
    {
        (Standing, Clock) = (standing, clock);
        Version++;
    }
}
