using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Replay;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.Floor;

public sealed class DrawerConversationTests : BunitContext, IAsyncLifetime
{
    private static readonly AgentId Ann = new("main", "101");
    private readonly ManualTimeProvider _time = new(TempStore.Noon.AddMinutes(10));
    private readonly ConversationKeeper _keeper;
    private readonly Bunit.TestDoubles.BunitAuthorizationContext _user;
    private readonly FakeFloorFeed _feed = new();
    private TempStore _store = null!;

    public DrawerConversationTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.Setup<int>("supervisor.reveal", _ => true).SetResult(10);
        _keeper = new ConversationKeeper(_time, NullLogger<ConversationKeeper>.Instance);
        _user = AddAuthorization();
        _user.SetAuthorized("sue").SetPolicies(Policies.Floor, Policies.Conversations);
    }

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(_time).AddSingleton(_keeper).AddSingleton(_store.Events);
        Services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()).AddSingleton<IActionDesk>(new FakeActionDesk(_feed));
        new FloorServices().AddTo(Services);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeComponentsAsync();
        _store.Dispose();
    }

    private static ObservedEvent Said(long sequence, string talker, string userCase, string content, string more = "", string call = "c1")
    {
        var json = Encoding.UTF8.GetBytes($$"""{"initialagentid":"101","curcallid":"{{call}}","talkertype":"{{talker}}","talkerid":"7","asrusercase":"{{userCase}}","result":[{"confidence":"0.93","content":"{{content}}"{{more}}}]}""");
        return TempStore.Event(sequence, Ann.WorkNo, Utterance.EventType, gateway: Ann.Gateway) with
        {
            Origin = EventOrigin.Recognition,
            Event = new AgentEvent.Recognised(RecognitionReading.Parse(json)!),
            Content = json,
        };
    }

    private IRenderedComponent<DrawerConversation> Open() => Render<DrawerConversation>(parameters => parameters.Add(part => part.Agent, Ann));

    private static string Lines(IRenderedComponent<DrawerConversation> part) =>
        string.Join(" | ", part.FindAll(".talk li").Select(line => $"{line.ClassName}: {line.QuerySelector(".talk-text")!.TextContent.Trim()}"));

    /// <summary>Hears, and lets the part take its next turn.</summary>
    private void Hear(IRenderedComponent<DrawerConversation> part, ObservedEvent said, string expected)
    {
        _keeper.Hear(said);
        part.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Equal(expected, Lines(part));
        });
    }

    [Fact]
    public void Hear_InterimThenFinal_TheLineChangesInPlace()
    {
        var part = Open();
        Hear(part, Said(1, "2", "61", ""), "talk-customer: speaks...");
        Hear(part, Said(2, "2", "62", "good mor"), "talk-customer: good mor");
        Hear(part, Said(3, "2", "0", "good morning"), "talk-customer: good morning");
        Hear(part, Said(4, "1", "0", "hello"), "talk-customer: good morning | talk-agent: hello");
        Assert.Equal("93 %", part.Find(".talk-confidence").TextContent);
        Assert.StartsWith("Customer 7", part.Find(".talk-who").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Hear_EncryptedAndErrors_SaidSoAndNothingElse()
    {
        var part = Open();
        Hear(part, Said(1, "2", "0", "U2FsdGVk", ",\"iscontentenc\":\"1\""), "talk-customer: Encrypted");
        Hear(part, Said(2, "2", "7", ""), "talk-customer: Encrypted | talk-customer: Not recognised, error 7");
        Assert.DoesNotContain("U2FsdGVk", part.Markup, StringComparison.Ordinal);
        Assert.Empty(part.FindAll(".talk-confidence"));
    }

    [Fact]
    public void Hear_ManyWithinThePace_OneRender()
    {
        var part = Open();
        Hear(part, Said(1, "2", "0", "first"), "talk-customer: first");
        _time.Advance(TimeSpan.FromSeconds(1));
        var before = part.RenderCount;
        for (var n = 2; n <= 40; n++) _keeper.Hear(Said(n, "2", "0", $"line {n}"));
        part.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Equal(40, part.FindAll(".talk li").Count);
        });
        Assert.InRange(part.RenderCount, before + 1, before + 3);
    }

    [Fact]
    public void Open_AfterARestart_FilledFromTheHistoryAndGoesOn()
    {
        _store.Append([Said(1, "2", "0", "another call", call: "c0"), Said(2, "2", "62", "I want"), Said(3, "2", "0", "I want to cancel"), TempStore.Event(4, "101", gateway: "main")]);
        var part = Open();
        part.WaitForAssertion(() => Assert.Equal("talk-customer: I want to cancel", Lines(part)));
        Hear(part, Said(5, "1", "0", "why?"), "talk-customer: I want to cancel | talk-agent: why?");
    }

    [Fact]
    public void Open_HistoryOfYesterday_NotShown()
    {
        _store.Append([Said(1, "2", "0", "old"), TempStore.Event(2, "101", gateway: "main") with { ReceivedAt = TempStore.Noon.AddDays(1) }]);
        _time.Advance(TimeSpan.FromDays(1));
        var part = Open();
        Hear(part, Said(3, "2", "0", "new"), "talk-customer: new");
    }

    [Fact]
    public void Open_NothingRecognised_NothingShown() => Assert.Equal("", Open().Markup.Trim());

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Drawer_OnlyForThoseWhoMayReadConversations(bool may, int sections)
    {
        if (!may) _user.SetPolicies(Policies.Floor);
        _keeper.Hear(Said(1, "2", "0", "good morning"));
        _feed.Put(People.Agent(101, AgentState.Talking, TempStore.Noon));
        var page = Render<FloorPage>();
        page.Find("[data-agent='101']").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".drawer")));
        Assert.Equal(sections, page.FindAll(".talk").Count);
        Assert.Equal(sections, _keeper.Readers);
    }

    [Fact]
    public async Task Dispose_EndsTheSubscription()
    {
        Open();
        Assert.Equal(1, _keeper.Readers);
        await DisposeComponentsAsync();
        Assert.Equal(0, _keeper.Readers);
    }
}
