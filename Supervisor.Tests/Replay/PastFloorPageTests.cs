using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Replay;

/// <summary>The floor page with a moment in its address.</summary>
public sealed class PastFloorPageTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 18, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentSnapshot Ann = People.Agent(101);
    private static readonly AgentSnapshot Bob = People.Agent(102);

    private readonly FakeFloorFeed _feed = new();
    private readonly ManualTimeProvider _time = new(Now);
    private readonly ScriptedPast _past = new() { Until = Now };
    private readonly Bunit.TestDoubles.BunitAuthorizationContext _user;

    public PastFloorPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.Setup<int>("supervisor.reveal", _ => true).SetResult(10);
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(_time).AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()).AddSingleton<IActionDesk>(new FakeActionDesk(_feed));
        new FloorServices().AddTo(Services, _past);
        _user = AddAuthorization();
        _user.SetAuthorized("mia").SetPolicies(Policies.Floor, Policies.History, Policies.Conversations);
        _past.Add(Ann, AgentState.Idle, Noon.AddHours(-1));
        _past.Add(Bob, AgentState.Unknown, Noon.AddMinutes(-1));
        _past.Add(Bob, AgentState.Talking, Noon.AddSeconds(30));
        _feed.Put(People.Agent(900, AgentState.Busy, Now));
    }

    private string Address => (string)JSInterop.Invocations["supervisor.replaceQuery"][^1].Arguments[0]!;

    [Fact]
    public void Open_AMoment_DrawsThatMomentAndNothingOfTheLiveFloor()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal("1", Count(page, "idle")));
        Assert.Equal(("1", "0", "0"), (Count(page, "unknown"), Count(page, "busy"), Count(page, "talking")));
        Assert.Empty(page.FindAll("[data-agent='900']"));
        page.WaitForAssertion(() =>
            Assert.Equal(["–", "no data"], page.FindAll("[data-agent]").OrderBy(row => row.GetAttribute("data-agent"), StringComparer.Ordinal).Select(row => row.QuerySelector(".c-session")!.TextContent.Trim())));
        Assert.Contains("not live, paused", page.Find(".past-band[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("2026-11-20 12:00:00", page.Find(".past-band .sr").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Look back");
        Assert.Equal(("0", Noon.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)), (page.Find("#replay-clock").GetAttribute("data-pace"), page.Find("#replay-clock").GetAttribute("data-shown")));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("2026-11-20T18:05:00Z")]
    public void Open_NoMomentOfThePast_SaysSoAndShowsNone(string at)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/floor?at=" + at);
        var page = Render<FloorPage>();
        page.WaitForAssertion(() => Assert.Equal("No such moment", page.Find(".floor-empty[role=alert] h2").TextContent));
        Assert.Empty(page.FindAll(".tile, [data-agent], .past-band"));
        page.Find(".floor-empty button").Click();
        Assert.EndsWith("/floor", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_AndPause_MovesThePictureAndTheAddress()
    {
        var page = Open();
        page.WaitForElement(".past-pace select").Change("10");
        page.Find("[data-replay=play]").Click();
        page.WaitForAssertion(() => Assert.Equal("10", page.Find("#replay-clock").GetAttribute("data-pace")));
        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            return Count(page, "talking") == "1";
        });
        page.Find("[data-replay=play]").Click();
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("#replay-clock").GetAttribute("data-pace")));
        page.WaitForAssertion(() => Assert.True(ReplayAddress.Read("http://x/floor" + Address) >= Noon.AddSeconds(30)));
    }

    [Theory]
    [InlineData("forward", "2026-11-20T12:00:30Z")]
    [InlineData("back", "2026-11-20T11:59:00Z")]
    public void Step_ToAChange_StandsThere(string button, string at)
    {
        var page = Open();
        // a step looks for changes of those who are shown
        page.WaitForElement("[data-agent='101']");
        page.Find($"[data-replay={button}]").Click();
        page.WaitForAssertion(() => Assert.Equal(DateTimeOffset.Parse(at), ReplayAddress.Read("http://x/floor" + Address)));
    }

    [Theory]
    [InlineData("−1 min", -60)]
    [InlineData("−10 s", -10)]
    [InlineData("+10 s", 10)]
    [InlineData("+1 min", 60)]
    public void Move_ByAButton_GoesThatFarAndKeepsTheFilter(string button, int seconds)
    {
        var page = Open("&state=idle");
        page.WaitForElement(".past-steps");
        page.FindAll(".past-steps button").Single(found => found.TextContent == button).Click();
        page.WaitForAssertion(() => Assert.Equal(Noon.AddSeconds(seconds), ReplayAddress.Read("http://x/floor" + Address)));
        Assert.StartsWith("?state=idle&at=", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DateAndSlider_Chosen_JumpThere()
    {
        var page = Open();
        page.WaitForElement(".past-day").Change("61");
        page.WaitForAssertion(() => Assert.Equal(Noon.AddMinutes(-12 * 60 + 61), ReplayAddress.Read("http://x/floor" + Address)));
        page.Find("#past-date").Change("2026-11-19T08:30:15");
        page.Find(".past-date").Submit();
        page.WaitForAssertion(() => Assert.Equal(new DateTimeOffset(2026, 11, 19, 8, 30, 15, TimeSpan.Zero), ReplayAddress.Read("http://x/floor" + Address)));
        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            return page.Markup.Contains("The history knows of no agent", StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Open_WithoutTheRole_IsRefusedAndReadsNothing()
    {
        _user.SetPolicies(Policies.Floor);
        var page = Open();
        page.WaitForAssertion(() => Assert.Contains("needs the role manager", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(_past.Read);
        Assert.Empty(page.FindAll("[data-agent]"));
    }

    [Fact]
    public void Drawer_InThePast_TellsNothingOfTheSessionAndLeadsToTheBeginningOfTheState()
    {
        var page = Open();
        page.WaitForElement("[data-agent='101']").Click();
        var drawer = page.WaitForElement(".drawer");
        Assert.DoesNotContain("Session", drawer.TextContent, StringComparison.Ordinal);
        Assert.Equal(ReplayAddress.Of(Noon.AddHours(-1)), drawer.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void LiveFloor_OfAManager_OffersToLookBackOthersNot()
    {
        var page = Render<FloorPage>();
        page.FindAll("button").Single(button => button.TextContent == "Look back").Click();
        Assert.EndsWith("/floor?at=2026-11-20T17:59:00Z", Uri.UnescapeDataString(Services.GetRequiredService<NavigationManager>().Uri), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveFloor_OfOthers_DoesNotOfferToLookBack()
    {
        _user.SetPolicies(Policies.Floor);
        Assert.DoesNotContain(Render<FloorPage>().FindAll("button"), button => button.TextContent == "Look back");
    }

    private IRenderedComponent<FloorPage> Open(string more = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/floor?at=2026-11-20T12:00:00Z" + more);
        return Render<FloorPage>();
    }

    private static string Count(IRenderedComponent<FloorPage> page, string state) => page.Find($".tile.st-{state} .tile-count").TextContent;
}
