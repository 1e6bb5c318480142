using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Subscriptions;
using Supervisor.Simulator;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.MainJob;

/// <summary>What is said in a call, from the simulator through the subscription to the drawer and the history.</summary>
[Collection(FeatureBrowserTests.Name)]
public sealed class RecognitionTests(Chromium chromium)
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 2, Scenario = false, Recognition = false, ConfigPassword = "Cfg!recognition1" };

    [Fact]
    public async Task Recognised_InACall_StoredSearchableAndInOrder()
    {
        await using var site = await StartAsync();
        var agent = site.Id(0);
        Say(site, byAgent: false, null, "61");
        Say(site, byAgent: false, "I want to", "62");
        Say(site, byAgent: false, "I want to cancel", "63");
        Say(site, byAgent: true, "one moment", "0");
        Say(site, byAgent: false, "4111 1111 1111 1111", "0", encrypted: true);
        await Eventually.IsTrueAsync(() => LinesOf(site, agent) is [_, _, { Encrypted: true }], "three lines");
        Assert.Equal(["I want to cancel", "one moment", ""], LinesOf(site, agent).Select(line => line.Text));

        // the drawer does not wait for the history
        var store = site.App.Services.GetRequiredService<EventStore>();
        await Eventually.IsTrueAsync(async () => (await KeptAsync(store, new EventFilter { Agents = [agent.WorkNo], Types = [Utterance.EventType] })).Count == 5, "all is stored");
        Assert.Equal(
            [UtteranceStage.Began, UtteranceStage.Interim, UtteranceStage.Ended, UtteranceStage.Final, UtteranceStage.Final],
            await KeptAsync(store, new EventFilter { Agents = [agent.WorkNo], Types = [Utterance.EventType] }));
        Assert.Equal([UtteranceStage.Ended], await KeptAsync(store, new EventFilter { Text = "cancel" }));
        Assert.Empty(await KeptAsync(store, new EventFilter { Text = "4111" }));
        Assert.Equal(AgentState.Talking, site.Feed.Current.Agents[agent].State);
    }

    [Fact]
    public async Task Recognised_WhileTheDrawerIsOpen_ShownLiveAndAgainAfterARestart()
    {
        await using var site = await StartAsync();
        await site.App.AddUserAsync("sue", Roles.Supervisor);
        await using (var visitor = await chromium.VisitAsync(site.App))
        {
            await OpenDrawerAsync(site, visitor);
            Say(site, byAgent: false, "good mor", "62");
            await Assertions.Expect(visitor.Page.Locator(".talk li")).ToContainTextAsync(["good mor"]);
            Say(site, byAgent: false, "good morning", "63");
            await Assertions.Expect(visitor.Page.Locator(".talk li")).ToContainTextAsync(["good morning"]);
            await visitor.AssertCleanAsync();
        }

        await site.RestartAsync();
        await using var again = await chromium.VisitAsync(site.App);
        await OpenDrawerAsync(site, again);
        await Assertions.Expect(again.Page.Locator(".talk li")).ToContainTextAsync(["good morning"]);
    }

    private static async Task<IReadOnlyList<UtteranceStage>> KeptAsync(EventStore store, EventFilter filter) =>
        [.. (await store.NewerAsync(filter, 0, 10, default)).Items.Select(stored => RecognitionReading.Parse(stored.Content)!.Stage)];

    private static async Task OpenDrawerAsync(LiveSite site, Visitor visitor)
    {
        await visitor.SignInAsync("sue", "/floor");
        await visitor.Page.Locator($"[data-agent='{site.Id(0).WorkNo}']").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#drawer-title")).ToBeVisibleAsync();
    }

    private static IReadOnlyList<ConversationLine> LinesOf(LiveSite site, AgentId agent)
    {
        using var conversation = site.App.Services.GetRequiredService<ConversationKeeper>().Subscribe(agent);
        return conversation.Snapshot.Current?.Lines ?? [];
    }

    private static void Say(LiveSite site, bool byAgent, string? content, string userCase, bool encrypted = false) =>
        Assert.Equal(1, site.Simulator.Recognise(site.Id(0).WorkNo, byAgent, content, userCase, encrypted: encrypted));

    /// <summary>A site that is subscribed, with its first agent in a call.</summary>
    private static async Task<LiveSite> StartAsync()
    {
        var site = await LiveSite.StartPushAsync(Quiet, null, new Dictionary<string, string>
        {
            ["Gateways:0:Subscription:Enabled"] = "true",
            ["Gateways:0:Subscription:AgentId"] = Quiet.ConfigAccount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Gateways:0:Subscription:Password"] = "Cfg!recognition1",
        });
        await site.ImportAsync();
        await site.UntilAsync(0, AgentState.Idle);
        site.Simulator.StartInboundCall(site.Id(0).WorkNo);
        Assert.True(site.Simulator.Answer(site.Id(0).WorkNo));
        await site.UntilAsync(0, AgentState.Talking);
        var subscriptions = site.App.Services.GetRequiredService<ISubscriptions>();
        await Eventually.IsTrueAsync(() => subscriptions.All is [{ State.Phase: SubscriptionPhase.Registered }], "the gateway is subscribed to");
        return site;
    }
}
