using Supervisor.Tests.Support;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class PauseTests : IDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(200);
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _ends = new();
    private readonly Pause _pause;

    public PauseTests() => _pause = new Pause(new Beats(_time), _ends.Token);

    [Fact]
    public async Task For_OneAfterTheOther_EachEndsInTime()
    {
        for (var i = 0; i < 3; i++)
        {
            var wait = _pause.ForAsync(Gap).AsTask();
            _time.Advance(Gap - TimeSpan.FromMilliseconds(1));
            Assert.False(wait.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(await wait);
        }
    }

    [Fact]
    public async Task For_Ended_IsFalseAtOnceAndLater()
    {
        var wait = _pause.ForAsync(Gap).AsTask();
        await _ends.CancelAsync();
        Assert.False(await wait);
        Assert.False(await _pause.ForAsync(Gap));
        Assert.False(await _pause.ForAsync(TimeSpan.Zero));
        Assert.Equal(0, _time.ArmedTimers);
    }

    public void Dispose() => _ends.Dispose();
}
