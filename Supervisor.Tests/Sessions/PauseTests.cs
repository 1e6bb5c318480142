using Supervisor.Tests.Support;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class PauseTests
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(200);
    private readonly ManualTimeProvider _time = new();
    private readonly Beats _beats;
    private readonly Pause _pause;

    public PauseTests()
    {
        _beats = new Beats(_time);
        _pause = new Pause(_beats);
    }

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
    public async Task For_EndedEarly_IsFalseAtOnce()
    {
        var wait = _pause.ForAsync(Timeout.InfiniteTimeSpan).AsTask();
        _pause.EndEarly();
        Assert.False(await wait);
        Assert.True(await _pause.ForAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task For_AfterOneThatWasEndedEarly_LastsItsOwnTime()
    {
        var first = _pause.ForAsync(Gap).AsTask();
        _time.Advance(Gap / 2);
        _pause.EndEarly();
        Assert.False(await first);
        var second = _pause.ForAsync(Gap).AsTask();
        _time.Advance(Gap / 2);
        Assert.False(second.IsCompleted);
        _time.Advance(Gap / 2);
        Assert.True(await second);
    }

    [Fact]
    public async Task Together_WaitsOfManyWhoBeganNearby_EndOnOneBeatNearTheirTime()
    {
        var wait = TimeSpan.FromSeconds(30);
        List<Task<bool>> waits = [];
        foreach (var moment in (int[])[0, 40, 60, 20])
        {
            _time.Advance(TimeSpan.FromMilliseconds(moment));
            waits.Add(new Pause(_beats).ForAsync(_beats.Together(wait)).AsTask());
        }

        _time.Advance(wait - TimeSpan.FromMilliseconds(121));
        Assert.DoesNotContain(waits, ended => ended.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await Task.WhenAll(waits)).All(inTime => inTime));
    }

    [Fact]
    public async Task For_BetweenTwoBeats_EndsWithTheOthersAndNotBefore()
    {
        var early = _pause.ForAsync(Gap).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        var late = new Pause(_beats).ForAsync(Gap - TimeSpan.FromMilliseconds(20)).AsTask();
        _time.Advance(Gap - TimeSpan.FromMilliseconds(11));
        Assert.False(early.IsCompleted || late.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await early && await late);
    }

    [Fact]
    public async Task For_AShorterOneLater_DoesNotWaitForTheLonger()
    {
        var longer = _pause.ForAsync(Gap * 10).AsTask();
        var shorter = new Pause(_beats).ForAsync(Gap).AsTask();
        _time.Advance(Gap);
        Assert.True(await shorter);
        Assert.False(longer.IsCompleted);
        _time.Advance(Gap * 9);
        Assert.True(await longer);
    }
}
