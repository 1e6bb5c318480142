using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class PrunePaceTests
{
    [Theory]
    [InlineData(100, 2, 150)]
    [InlineData(100, 12, 100)]
    [InlineData(100, 20, 100)]
    [InlineData(100, 21, 50)]
    [InlineData(12, 500, 10)] // a disk that is slow by itself
    [InlineData(4_000, 1, 5_000)]
    public void Next_ByTheStepBefore_FitsTheTarget(int rows, int heldMilliseconds, int expected) =>
        Assert.Equal(expected, PrunePace.Next(rows, TimeSpan.FromMilliseconds(heldMilliseconds)));

    [Fact]
    public async Task Run_StepsThatTurnSlow_StayNearTheTargetAndDoAll()
    {
        var clock = new ManualTimeProvider();
        var (left, held) = (50_000, new List<TimeSpan>());
        var running = new PrunePace(clock).RunAsync(rows =>
        {
            var taken = Math.Min(rows, left);
            left -= taken;
            // a row takes 20 us, and from the middle on five times as long
            held.Add(TimeSpan.FromMicroseconds(taken * (left > 25_000 ? 20 : 100)));
            return new PruneStep(taken, taken, held[^1]);
        }, default);
        while (!running.IsCompleted)
        {
            Assert.Equal(1, clock.ArmedTimers); // the store is free
            clock.Advance(PrunePace.Pause);
        }

        Assert.Equal(50_000, await running);
        Assert.Equal(0, left);
        Assert.True(held.Count(time => time > PrunePace.Target) <= 3, string.Join(' ', held.Where(time => time > PrunePace.Target))); // as it turns slow
        Assert.All(held[^20..], time => Assert.InRange(time, TimeSpan.Zero, PrunePace.Target));
    }
}
