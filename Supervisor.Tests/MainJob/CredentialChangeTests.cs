using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Cli;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Tests.MainJob;

/// <summary>What an admin changes, and what becomes of the sessions.</summary>
public sealed class CredentialChangeTests
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 2, Scenario = false, PollHold = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task Import_OfTheRightPassword_WakesARejectedAgent()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync(csv => csv.Replace(site.Simulator.Agents[0].Password, "wrong-password", StringComparison.Ordinal));
        await site.UntilAsync(0, SessionPhase.Rejected);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
    }

    [Fact]
    public async Task Remove_SignsOutAndLeavesTheFloorAndDisableToo()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        await site.UntilAsync(1, AgentState.Idle);
        var commands = site.App.Services.GetRequiredService<CredentialCommands>();
        Assert.True((await commands.RemoveAsync(site.Id(0), Actor.CommandLine, default)).IsDone);
        Assert.True((await commands.SetEnabledAsync(site.Id(1), false, Actor.CommandLine, default)).IsDone);
        await Eventually.IsTrueAsync(() => site.Feed.Current.Agents.IsEmpty, "an empty floor");
        await Eventually.IsTrueAsync(() => !site.Simulator.Account.Current().Any(standing => standing.SignedIn), "both signed out at the gateway");
        Assert.True((await commands.SetEnabledAsync(site.Id(1), true, Actor.CommandLine, default)).IsDone);
        await site.UntilAsync(1, AgentState.Idle);
    }

    [Fact]
    public async Task Password_ChangedAtTheGateway_SignsInFromThenOn()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, SessionPhase.Live);
        var since = site.Pool.Find(site.Id(0))!.State.Since;

        var outcome = await site.App.Services.GetRequiredService<PasswordCommands>().ChangeAsync(site.Id(0), new NewPasswordForm(), Actor.CommandLine);

        Assert.True(outcome.IsDone, string.Join(' ', outcome.Errors.Select(error => error.Text)));
        Assert.Equal(since, site.Pool.Find(site.Id(0))!.State.Since);
        var commands = site.App.Services.GetRequiredService<CredentialCommands>();
        Assert.True((await commands.SetEnabledAsync(site.Id(0), false, Actor.CommandLine, default)).IsDone);
        await Eventually.IsTrueAsync(() => site.Simulator.Account.Current().Count(standing => standing.SignedIn) == 1, "one signed in");
        Assert.True((await commands.SetEnabledAsync(site.Id(0), true, Actor.CommandLine, default)).IsDone);
        await site.UntilAsync(0, AgentState.Idle);
    }

    /// <summary>Writes what a change of password writes before and after it is sent; the removal of the other agent shows that the pool has read it.</summary>
    [Fact]
    public async Task Password_ChangedThroughTheSession_LeavesItSignedIn()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, SessionPhase.Live);
        await site.UntilAsync(1, SessionPhase.Live);
        var since = site.Pool.Find(site.Id(0))!.State.Since;
        var vault = site.App.Services.GetRequiredService<CredentialVault>();
        await using (var db = await site.App.Services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync())
        {
            var agent = await db.Agents.SingleAsync(x => x.AgentId == site.Simulator.Agents[0].Id);
            agent.PendingPassword = vault.Protect("another-secret");
            agent.ChangedAt = agent.ChangedAt.AddMinutes(1);
            await db.SaveChangesAsync();
        }

        var commands = site.App.Services.GetRequiredService<CredentialCommands>();
        Assert.True((await commands.RemoveAsync(site.Id(1), Actor.CommandLine, default)).IsDone);
        await Eventually.IsTrueAsync(() => site.Simulator.Account.Current().Count(standing => standing.SignedIn) == 1, "one signed in");

        Assert.Equal((SessionPhase.Live, since), site.Pool.Find(site.Id(0))!.State is var state ? (state.Phase, state.Since) : default);
    }

    [Fact]
    public async Task Rename_InACall_CostsNeitherTheSessionNorTheCall()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        var since = await TalkAsync(site);

        await UpdateAsync(site, 0, form => (form.Name, form.Team) = ("Another", "another team"));
        await TurnAsync(site);

        Assert.Equal(("Another", "another team"), site.Feed.Current.Agents[site.Id(0)].Profile is var profile ? (profile.Name, profile.Team) : default);
        Assert.Equal((SessionPhase.Live, since), Standing(site));
        Assert.Equal("talking", site.Simulator.Account.Current(site.Simulator.Agents[0].Id).State);
    }

    [Fact]
    public async Task Change_InACall_WaitsForItsEnd()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        var since = await TalkAsync(site);

        await UpdateAsync(site, 0, form => form.AutoAnswer = !form.AutoAnswer);
        await TurnAsync(site);
        Assert.Equal((SessionPhase.Live, since), Standing(site));
        Assert.Equal("talking", site.Simulator.Account.Current(site.Simulator.Agents[0].Id).State);

        site.Simulator.Release(site.Simulator.Agents[0].Id);
        await Eventually.IsTrueAsync(() => Standing(site) is (SessionPhase.Live, var anew) && anew != since, "signed in anew after the call");
    }

    /// <summary>The sign-out reaches nobody, so the gateway still holds the sign-in, and the call in it.</summary>
    [Fact]
    public async Task Change_OfThePasswordWhileTheGatewayIsAway_GoesOnWithTheSignInThatItHolds()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await TalkAsync(site);
        await site.Simulator.StopListeningAsync();
        await site.UntilAsync(0, SessionPhase.Waiting);
        var before = site.Pool.Find(site.Id(0))!.State.Since;

        await UpdateAsync(site, 0, form => form.Password = site.Simulator.Agents[0].Password);
        await Eventually.IsTrueAsync(() => site.Pool.Find(site.Id(0))?.State is { Phase: SessionPhase.SigningIn or SessionPhase.Waiting } state && state.Since > before, "another session");
        await site.Simulator.ResumeListeningAsync();

        await site.UntilAsync(0, SessionPhase.Live);
        await site.UntilAsync(0, AgentState.Talking);
        Assert.DoesNotContain("occupied", await PhasesAsync(site, site.Simulator.Agents[0].Id));
    }

    /// <summary>Both agents live, the first one in a call; since when its session is.</summary>
    private static async Task<DateTimeOffset> TalkAsync(LiveSite site)
    {
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        await site.UntilAsync(1, AgentState.Idle);
        site.Simulator.StartInboundCall(site.Simulator.Agents[0].Id);
        Assert.True(site.Simulator.Answer(site.Simulator.Agents[0].Id));
        await site.UntilAsync(0, AgentState.Talking);
        return site.Pool.Find(site.Id(0))!.State.Since;
    }

    private static async Task UpdateAsync(LiveSite site, int agent, Action<CredentialForm> change)
    {
        await using var db = await site.App.Services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync();
        var form = CredentialForm.From(await db.Agents.SingleAsync(x => x.AgentId == site.Simulator.Agents[agent].Id), LiveSite.Gateway);
        change(form);
        Assert.True((await site.App.Services.GetRequiredService<CredentialCommands>().UpdateAsync(form, Actor.CommandLine, default)).IsDone);
    }

    /// <summary>The other agent goes: then the pool has seen what was changed before.</summary>
    private static async Task TurnAsync(LiveSite site)
    {
        Assert.True((await site.App.Services.GetRequiredService<CredentialCommands>().RemoveAsync(site.Id(1), Actor.CommandLine, default)).IsDone);
        await Eventually.IsTrueAsync(() => !site.Simulator.Account.Current(site.Simulator.Agents[1].Id).SignedIn, "the other one signed out");
    }

    private static (SessionPhase, DateTimeOffset) Standing(LiveSite site) => site.Pool.Find(site.Id(0))?.State is { } state ? (state.Phase, state.Since) : default;

    [Fact]
    public async Task Enable_WhileTheSignOutIsUnanswered_SignsInAfterIt()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        var agent = site.Simulator.Agents[0].Id;
        site.Simulator.Faults.Add(new Fault { Kind = FaultKind.Latency, Agent = agent, Operation = "logout", Count = 1, Delay = TimeSpan.FromSeconds(4) });
        var commands = site.App.Services.GetRequiredService<CredentialCommands>();
        Assert.True((await commands.SetEnabledAsync(site.Id(0), false, Actor.CommandLine, default)).IsDone);
        await site.UntilAsync(0, SessionPhase.SigningOut);
        Assert.True((await commands.SetEnabledAsync(site.Id(0), true, Actor.CommandLine, default)).IsDone);

        await site.UntilAsync(0, SessionPhase.Live);
        await Eventually.IsTrueAsync(async () => (await PhasesAsync(site, agent)).SequenceEqual(
            ["signingIn", "enteringQueues", "live", "signingOut", "stopped", "signingIn", "enteringQueues", "live"]), "the sign-in comes after the answer to the sign-out");
    }

    private static async Task<List<string>> PhasesAsync(LiveSite site, string agent)
    {
        var phases = new List<string>();
        var filter = new EventFilter { Agents = [agent], Types = [SupervisorEventTypes.Session] };
        await foreach (var kept in site.App.Services.GetRequiredService<EventStore>().ReadAsync(filter, default))
            phases.Add(JsonDocument.Parse(kept.Content!).RootElement.GetProperty("session").GetString()!);
        return phases;
    }

    [Fact]
    public async Task CommandLine_WhileTheAppRuns_IsNoticed()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, site.Simulator.AgentsCsv());
            using var output = new StringWriter();
            using var error = new StringWriter();
            var data = site.App.Services.GetRequiredService<DataDirectory>().Root;
            var code = await CommandLine.RunAsync(["agents", "import", file, "--gateway", LiveSite.Gateway, "--Data:Directory", data], new Terminal(TextReader.Null, output, error));
            Assert.True(code == 0, error.ToString());
            await site.UntilAsync(0, AgentState.Idle);
            await site.UntilAsync(1, AgentState.Idle);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
