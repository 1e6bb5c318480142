using Supervisor.Web.Alerts;

namespace Supervisor.Tests.Alerts;

public sealed class RetryPauseTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 15)]
    [InlineData(4, 135)]
    [InlineData(7, 3_600)]
    [InlineData(10, 3_600)]
    [InlineData(9_999, 3_600)]
    public void After_Tries_GrowsUpToAnHour(int tries, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPause.After(tries, 0));
        Assert.Equal(TimeSpan.FromSeconds(seconds * 0.8), RetryPause.After(tries, 1));
    }
}
