namespace Supervisor.Tests.Support;

/// <summary>Says another date; waits and measures as the real clock does.</summary>
internal sealed class FixedDate(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
