namespace Supervisor.Tests.Support;

/// <summary>A clock whose wall time can be set, as a time service or a person does it; time itself, by which timers go, runs on.</summary>
internal sealed class JumpingClock(ManualTimeProvider time) : TimeProvider
{
    /// <summary>By how much the wall time is wrong.</summary>
    public TimeSpan Wrong { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Wrong;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
