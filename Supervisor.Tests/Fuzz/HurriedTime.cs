using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Fuzz;

/// <summary>
/// A clock on which sessions live 400 times as fast, so that a pause after trouble is milliseconds. The pool's own two times stay as they are:
/// its turn reads the store, and its stop lets everybody sign out.
/// </summary>
internal sealed class HurriedTime : TimeProvider
{
    private const int Hurry = 400;

    private static readonly TimeSpan[] Unhurried = [SessionPool.Turn, SessionPool.StopDeadline];

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_began) * Hurry);

    public override long GetTimestamp() => System.GetElapsedTime(_began).Ticks * Hurry;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Hurried(dueTime), period));

    private static TimeSpan Hurried(TimeSpan time) =>
        time <= TimeSpan.Zero || Unhurried.Contains(time) ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / Hurry));

    // one that is set again and again
    private sealed class HurriedTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Hurried(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
