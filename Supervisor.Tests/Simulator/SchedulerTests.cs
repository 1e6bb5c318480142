using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator.Scheduling;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Simulator;

public sealed class SchedulerTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _done = [];

    [Fact]
    public void After_DifferentTimes_RunInOrderOfDueTime()
    {
        using var scheduler = new Scheduler(_clock, NullLogger.Instance);
        scheduler.After(TimeSpan.FromSeconds(3), () => _done.Add("3"));
        scheduler.After(TimeSpan.FromSeconds(1), () => _done.Add("1a"));
        scheduler.After(TimeSpan.FromSeconds(1), () => _done.Add("1b"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["1a", "1b"], _done);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["1a", "1b", "3"], _done);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void After_FromAJob_RunsAtItsOwnTime()
    {
        using var scheduler = new Scheduler(_clock, NullLogger.Instance);
        scheduler.After(TimeSpan.FromSeconds(1), () => scheduler.After(TimeSpan.FromSeconds(1), () => _done.Add(scheduler.Now.ToString())));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["00:00:02"], _done);
    }

    [Fact]
    public void Cancel_BeforeDue_DoesNothing()
    {
        using var scheduler = new Scheduler(_clock, NullLogger.Instance);
        scheduler.After(TimeSpan.FromSeconds(1), () => _done.Add("x")).Cancel();
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(_done);
    }

    [Fact]
    public void Job_Throws_LaterOnesStillRun()
    {
        using var scheduler = new Scheduler(_clock, NullLogger.Instance);
        scheduler.After(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException());
        scheduler.After(TimeSpan.FromSeconds(2), () => _done.Add("x"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["x"], _done);
    }
}
