using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Statistics;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Tests.MainJob;

/// <summary>What the history says of the agents' states, over the whole product: the floor's own words, and where we were not there to see, that.</summary>
public sealed class StateHistoryTests
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 3, Scenario = false, PollHold = TimeSpan.FromMilliseconds(500), EventGenTime = true };

    [Fact]
    public async Task Intervals_OfABusySite_EndWithWhatTheFloorShows()
    {
        await using var site = await LiveSite.StartAsync(Quiet with { Agents = 20, Scenario = true, Speed = 60 });
        await site.ImportAsync();
        await Eventually.IsTrueAsync(async () => (await IntervalsAsync(site, 0)).Length > 20, "a life to look at");
        for (var agent = 0; agent < 20; agent++)
        {
            // between two looks the agent may move on: then both are looked at again
            await Eventually.IsTrueAsync(async () => site.Feed.Current.Agents[site.Id(agent)] is var shown && (await IntervalsAsync(site, agent))[^1] is var open
                && (open.State, open.From.ToUnixTimeMilliseconds(), open.CallId) == (shown.State, shown.Since.ToUnixTimeMilliseconds(), shown.Call?.CallId), $"agent {agent} as on the floor");
        }
    }

    [Fact]
    public async Task Restart_InBetween_IsUnknownFromTheStopOn()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await site.UntilAsync(agent, AgentState.Idle);
        var stopped = DateTimeOffset.MinValue;
        await site.RestartAsync(between: () => stopped = TimeProvider.System.GetUtcNow());
        for (var agent = 0; agent < 3; agent++)
        {
            await site.UntilAsync(agent, AgentState.Idle);
            await Eventually.IsTrueAsync(async () => (await IntervalsAsync(site, agent))[^1].State == AgentState.Idle, "idle in the history");
            var intervals = await IntervalsAsync(site, agent);
            var gap = Assert.Single(intervals, interval => interval.Reason == GapCauses.NotRunning);
            Assert.True(gap.From <= stopped, "not known from the stop on");
            Assert.DoesNotContain(intervals, interval => interval.IsKnown && interval.From < stopped && interval.To > stopped);
        }
    }

    [Fact]
    public async Task Agent_Removed_IsUnknownFromThenOn()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        Assert.True((await site.App.Services.GetRequiredService<CredentialCommands>().RemoveAsync(site.Id(0), Actor.CommandLine, default)).IsDone);
        await Eventually.IsTrueAsync(async () => (await IntervalsAsync(site, 0))[^1].Reason == GapCauses.NotWatched, "not watched any more");
    }

    [Fact]
    public async Task Agent_RemovedOrDisabledWhileStopped_IsUnknownFromTheStopOnAndToldOnce()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        for (var agent = 0; agent < 3; agent++) await site.UntilAsync(agent, AgentState.Idle);
        var database = site.App.Services.GetRequiredService<DataDirectory>().Database;
        var stopped = DateTimeOffset.MinValue;
        await site.RestartAsync(between: () =>
        {
            stopped = TimeProvider.System.GetUtcNow();
            using var connection = SqliteConnections.OpenStore(database);
            using var command = connection.CreateCommand();
            command.CommandText = $"DELETE FROM Agents WHERE AgentId = '{site.Id(0).WorkNo}'; UPDATE Agents SET Enabled = 0 WHERE AgentId = '{site.Id(1).WorkNo}'";
            command.ExecuteNonQuery();
        });
        for (var agent = 0; agent < 2; agent++)
        {
            await Eventually.IsTrueAsync(async () => (await IntervalsAsync(site, agent))[^1].Reason == GapCauses.NotWatched, "not watched any more");
            Assert.True((await IntervalsAsync(site, agent))[^1].From <= stopped, "not from the stop on");
        }

        await site.UntilAsync(2, AgentState.Idle);
        await site.RestartAsync();
        await site.UntilAsync(2, AgentState.Idle);
        // whoever leaves now is told of after those who left before
        Assert.True((await site.App.Services.GetRequiredService<CredentialCommands>().RemoveAsync(site.Id(2), Actor.CommandLine, default)).IsDone);
        await Eventually.IsTrueAsync(async () => (await IntervalsAsync(site, 2))[^1].Reason == GapCauses.NotWatched, "not watched any more");
        var gaps = new EventFilter { Agents = [site.Id(0).WorkNo], Types = [SupervisorEventTypes.Gap] };
        Assert.Single(await site.App.Services.GetRequiredService<EventStore>().ReadAsync(gaps, default).ToListAsync());
    }

    [Fact]
    public async Task Agent_RemovedWhileSignedOutHere_IsUnknownFromThenOn()
    {
        await using var site = await LiveSite.StartAsync(Quiet);
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        await using (var db = await site.App.Services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync())
        {
            var agent = await db.Agents.SingleAsync(x => x.AgentId == site.Id(0).WorkNo);
            (agent.SignedOutAt, agent.SignedOutBy) = (TimeProvider.System.GetUtcNow(), "sue");
            await db.SaveChangesAsync();
        }

        await Eventually.IsTrueAsync(() => site.Feed.Current.Agents[site.Id(0)].Session.LastCode == SessionState.SignedOutHere, "signed out here");
        Assert.True((await site.App.Services.GetRequiredService<CredentialCommands>().RemoveAsync(site.Id(0), Actor.CommandLine, default)).IsDone);
        await Eventually.IsTrueAsync(async () => (await IntervalsAsync(site, 0))[^1].Reason == GapCauses.NotWatched, "not watched any more");
    }

    private static async Task<ImmutableArray<StateInterval>> IntervalsAsync(LiveSite site, int agent) =>
        await site.App.Services.GetRequiredService<IntervalStore>().ReadAsync(site.Id(agent), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, default);
}
