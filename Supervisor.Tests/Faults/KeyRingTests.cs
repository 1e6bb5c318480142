using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.MainJob;
using Supervisor.Tests.Support;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Faults;

public sealed class KeyRingTests
{
    /// <summary>A store that was restored without its keys: what has to be entered again is named, nobody is asked with a wrong password, and what is entered works.</summary>
    [Fact]
    public async Task Lost_BetweenTwoRuns_NamesThePasswordsThatHaveToBeEnteredAgain()
    {
        await using var site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 2, Scenario = false, PollHold = TimeSpan.FromMilliseconds(500) });
        await site.ImportAsync();
        await site.UntilAsync(0, SessionPhase.Live);
        var keys = site.App.Services.GetRequiredService<DataDirectory>().Keys;
        await site.RestartAsync(() => Directory.Delete(keys, recursive: true));

        await site.UntilAsync(0, SessionPhase.Rejected);
        Assert.Equal("unreadable-password", site.Pool.Find(site.Id(0))!.State.LastCode);
        var board = site.App.Services.GetRequiredService<NoticeBoard>();
        await Eventually.IsTrueAsync(() => board.All.Any(notice => notice.Key == "secrets"), "the notice");
        var said = board.All.Single(notice => notice.Key == "secrets").Text;
        Assert.All(site.Simulator.Agents, agent => Assert.Contains($"{LiveSite.Gateway}/{agent.Id}", said, StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = new Uri(site.App.Address) };
        var ready = await client.GetFromJsonAsync<JsonElement>("/readyz");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        var secrets = ready.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "secrets");
        Assert.Equal("warning", secrets.GetProperty("level").GetString());
        Assert.DoesNotContain(site.Simulator.Agents[0].Id, secrets.GetProperty("says").GetString(), StringComparison.Ordinal);
    }
}
