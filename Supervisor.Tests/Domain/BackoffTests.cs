using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0, 1.2)]
    [InlineData(2, 0, 2.4)]
    [InlineData(3, 1, 6)]
    [InlineData(100, 0, 15)]
    [InlineData(100, 1, 18.75)]
    public void Delay_Failures_DoublesUpToTheCapPlusJitter(int failures, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Delay(failures, TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(15), jitter));
}
