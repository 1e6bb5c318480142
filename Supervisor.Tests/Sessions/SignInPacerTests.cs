using Supervisor.Tests.Support;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class SignInPacerTests
{
    [Fact]
    public async Task TryPass_MoreThanFitIntoTheTime_SaysSoAtOnceAndTakesNoTurn()
    {
        var time = new ManualTimeProvider();
        var pacer = new SignInPacer(perSecond: 10, atOnce: 1, time);
        var passes = Enumerable.Range(0, 100).Select(_ => pacer.TryPassAsync(TimeSpan.FromSeconds(1), default)).ToList();
        // the first passes at once, ten wait, and the rest is told no
        Assert.Equal(90, passes.Count(pass => pass.IsCompleted));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(11, (await Task.WhenAll(passes)).Count(passed => passed));
    }
}
