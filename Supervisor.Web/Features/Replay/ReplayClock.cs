namespace Supervisor.Web.Features.Replay;

/// <summary>The clock of a replay; the browser has the same, see clock.js.</summary>
/// <param name="Shown">The moment shown at <paramref name="Taken"/>.</param>
/// <param name="Taken">A time of ours (UTC).</param>
/// <param name="Pace">Seconds of the past that pass in one of ours; 0 while it stands still.</param>
public readonly record struct ReplayClock(DateTimeOffset Shown, DateTimeOffset Taken, int Pace)
{
    /// <summary>The moment shown at a time of ours.</summary>
    public DateTimeOffset At(DateTimeOffset now) => Shown + ((now - Taken) * Pace);

    /// <summary>The same moment, from now on at another pace.</summary>
    public ReplayClock Going(int pace, DateTimeOffset now) => new(At(now), now, pace);
}
