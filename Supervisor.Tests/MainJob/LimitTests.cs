using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Observability;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.MainJob;

/// <summary>More agents than there is room for.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Limit_OfOne_TheOthersAreCountedAsWaiting()
    {
        await using var site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 3, Scenario = false, PollHold = TimeSpan.FromMilliseconds(500) }, new Dictionary<string, string> { ["Sessions:Limit"] = "1" });
        await site.ImportAsync();
        var pool = site.App.Services.GetRequiredService<SessionPool>();

        await Eventually.IsTrueAsync(
            () => pool.States.CountBy(state => state.Phase).ToDictionary() is var counts && counts.GetValueOrDefault(SessionPhase.Live) == 1 && counts.GetValueOrDefault(SessionPhase.Waiting) == 2,
            "one is live, two wait");

        Assert.StartsWith("2 of 3 sessions", site.App.Services.GetRequiredService<HealthReport>().Ready().Single(finding => finding.Check == "gateways").Says, StringComparison.Ordinal);
    }
}
