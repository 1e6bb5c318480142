using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.MainJob;
using Supervisor.Tests.Support;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Actions;

/// <summary>What a supervisor does, against a simulated gateway over real HTTP whose polls hang for ten seconds. Agents 0 to 2 may inspect; agent 0 is named as the inspector.</summary>
public sealed class SiteActionsTests : IAsyncLifetime
{
    private const int Target = 7;
    private static readonly Actor Sue = new("sue", false) { MayAct = true };
    private LiveSite _site = null!;

    private IActionDesk Desk => _site.App.Services.GetRequiredService<IActionDesk>();

    public async Task InitializeAsync()
    {
        _site = await LiveSite.StartAsync(new SimulatorOptions { Agents = 8, Scenario = false }, new Dictionary<string, string> { ["Gateways:0:Inspector"] = "1001" });
        await _site.ImportAsync();
        await _site.UntilAsync(0, AgentState.Idle);
        await _site.UntilAsync(Target, AgentState.Idle);
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Act_StatesOfAnAgent_AreConfirmedByEventsAndAudited()
    {
        await ActAsync(new(CommandKind.Busy) { Reason = 201 }, "backlog");
        await UntilAsync(ActionStanding.Confirmed);
        Assert.Equal("201", _site.Feed.Current.Agents[_site.Id(Target)].Reason);
        // nobody waits for the end of a poll, which takes ten seconds
        Assert.InRange(Desk.Last(_site.Id(Target))!.Took!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await ActAsync(new(CommandKind.Idle));
        await UntilAsync(ActionStanding.Confirmed);
        await ActAsync(new(CommandKind.Rest) { Seconds = 600, Cause = 2 });
        await UntilAsync(ActionStanding.Confirmed);
        await ActAsync(new(CommandKind.Idle));
        await UntilAsync(ActionStanding.Confirmed);
        Assert.Equal(AgentState.Idle, _site.Feed.Current.Agents[_site.Id(Target)].State);

        await using var db = await _site.App.Services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync();
        var audit = await db.Audit.Where(entry => entry.Actor == "sue").OrderBy(entry => entry.Id).Select(entry => entry.Action + "|" + entry.Detail).ToListAsync();
        Assert.Equal(["agent.busy|reason 201; because: backlog", "agent.idle|", "agent.rest|600 s, cause 2", "agent.idle|"], audit);
        Assert.Contains(await Desk.RestReasonsAsync(_site.Id(Target)), reason => reason is { Cause: 1, Text: "Lunch" });
    }

    [Fact]
    public async Task Act_BusyInACall_ComesAfterItAndCanBeTakenBack()
    {
        await TalkAsync();
        await ActAsync(new(CommandKind.Busy));
        Assert.Equal(ActionStanding.Deferred, Desk.Last(_site.Id(Target))!.Standing);
        await ActAsync(new(CommandKind.Idle));
        Assert.Equal(ActionStanding.Confirmed, Desk.Last(_site.Id(Target))!.Standing);
        await ActAsync(new(CommandKind.Busy));
        _site.Simulator.Release(_site.Id(Target).WorkNo);
        await UntilAsync(ActionStanding.Confirmed);
        Assert.Equal(AgentState.Busy, _site.Feed.Current.Agents[_site.Id(Target)].State);
    }

    [Fact]
    public async Task SignOut_DuringACall_WaitsForItsEndAndOutlivesARestart()
    {
        await TalkAsync();
        await ActAsync(new(CommandKind.SignOut), "end of shift");
        await _site.UntilAsync(Target, AgentState.Talking);
        Assert.Equal(SessionPhase.Live, _site.Pool.Find(_site.Id(Target))!.State.Phase);
        _site.Simulator.Release(_site.Id(Target).WorkNo);
        await _site.UntilAsync(Target, AgentState.SignedOut);
        await UntilAsync(ActionStanding.Confirmed);

        await _site.RestartAsync();
        await _site.UntilAsync(0, AgentState.Idle);
        await _site.UntilAsync(Target, AgentState.SignedOut);
        Assert.Equal("sue", _site.Pool.SignedOut(_site.Id(Target))!.By);
        Assert.Null(_site.Pool.Find(_site.Id(Target)));

        await ActAsync(new(CommandKind.SignIn));
        await _site.UntilAsync(Target, AgentState.Idle);
        await UntilAsync(ActionStanding.Confirmed);
        Assert.Null(_site.Pool.SignedOut(_site.Id(Target)));
    }

    [Fact]
    public async Task SignOut_AtOnce_NeedsAReasonAndReleasesTheCall()
    {
        await TalkAsync();
        var cut = new AgentCommand(CommandKind.SignOut) { CutsCall = true };
        Assert.Equal("why", Assert.Single((await Desk.ActAsync(_site.Id(Target), cut, " ", Sue, default)).Errors).Field);
        await ActAsync(cut, "fire drill");
        await _site.UntilAsync(Target, AgentState.SignedOut);
        Assert.False(_site.Simulator.Account.Current().Single(standing => standing.AgentId == _site.Id(Target).WorkNo).SignedIn);
    }

    [Fact]
    public async Task Inspect_ListenSwitchIntercept_EachShowsAndOnlyOneAtATime()
    {
        await TalkAsync();
        await ActAsync(new(CommandKind.Listen));
        await UntilAsync(ActionStanding.Confirmed);
        Assert.Equal((_site.Id(0), InspectionMode.Listen, "sue"), Desk.Inspecting(_site.Id(Target)) is { } running ? (running.Inspector, running.Mode, running.By) : default);
        Assert.Equal(Obstacle.InspectingAnother, CommandRules.Check(new(CommandKind.Whisper), Desk.Setting(_site.Id(5))!));
        await ActAsync(new(CommandKind.SwitchMode) { Mode = InspectionMode.Whisper });
        Assert.Equal(InspectionMode.Whisper, Desk.Inspecting(_site.Id(Target))!.Mode);
        await ActAsync(new(CommandKind.Intercept), "customer asked for it");
        await UntilAsync(ActionStanding.Confirmed);
        Assert.Null(Desk.Inspecting(_site.Id(Target)));
        await _site.UntilAsync(0, AgentState.Talking);
        await _site.UntilAsync(Target, AgentState.Idle);
    }

    [Fact]
    public async Task Inspect_WhisperAndStop_InspectorIsFreeAgain()
    {
        await TalkAsync();
        await ActAsync(new(CommandKind.Whisper));
        await UntilAsync(ActionStanding.Confirmed);
        await ActAsync(new(CommandKind.StopInspecting));
        await UntilAsync(ActionStanding.Confirmed);
        await _site.UntilAsync(0, AgentState.Idle);
        Assert.Null(Desk.Inspecting(_site.Id(0)));
        await ActAsync(new(CommandKind.ForceBusy));
        Assert.Equal(ActionStanding.Deferred, Desk.Last(_site.Id(Target))!.Standing);
    }

    [Fact]
    public async Task ForceSignOut_ByTheInspector_IsNotUndoneByThePool()
    {
        await ActAsync(new(CommandKind.ForceSignOut), "left the building");
        await UntilAsync(ActionStanding.Confirmed);
        await _site.UntilAsync(Target, AgentState.SignedOut);
        await Eventually.IsTrueAsync(() => _site.Pool.Find(_site.Id(Target)) is null, "no session any more");
        Assert.False(_site.Simulator.Account.Current().Single(standing => standing.AgentId == _site.Id(Target).WorkNo).SignedIn);
    }

    [Fact]
    public async Task TakeOver_OfAnAgentSignedInElsewhere_ComesLive()
    {
        _site.Simulator.SignInElsewhere(_site.Id(Target).WorkNo);
        await _site.UntilAsync(Target, SessionPhase.Occupied);
        await Eventually.IsTrueAsync(() => _site.Feed.Current.Agents[_site.Id(Target)].Session.Phase == SessionPhase.Occupied, "the floor says so too");
        await ActAsync(new(CommandKind.TakeOver), "sits at the wrong desk");
        await UntilAsync(ActionStanding.Confirmed);
        await _site.UntilAsync(Target, SessionPhase.Live);
    }

    [Fact]
    public async Task Api_PostAnAction_IsDoneForSupervisorsOnly()
    {
        using var client = await ClientAsync(Roles.Supervisor);
        var path = $"/api/v1/agents/{LiveSite.Gateway}/{_site.Id(Target).WorkNo}/actions";
        using var taken = await client.PostAsJsonAsync(path, new { action = "busy", reason = 202 });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, taken.StatusCode);
        await UntilAsync(ActionStanding.Confirmed);
        Assert.Contains("\"standing\":\"confirmed\"", await client.GetStringAsync(path), StringComparison.Ordinal);
        using var refused = await client.PostAsJsonAsync(path, new { action = "endWrapUp" });
        Assert.Contains("not in wrap-up", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var unknown = await client.PostAsJsonAsync(path, new { action = "explode" });
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        using var admin = await ClientAsync(Roles.Admin);
        using var forbidden = await admin.PostAsJsonAsync(path, new { action = "idle" });
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task GatewayAway_IsOneBannerWithACountThatGoesByItself()
    {
        var board = _site.App.Services.GetRequiredService<NoticeBoard>();
        await _site.Simulator.StopListeningAsync();
        await Eventually.IsTrueAsync(() => board.All.Any(notice => notice is { Key: "gateway-away-site", Values: [_, 8, 8] }), "a banner with all eight");
        Assert.Single(board.All);
        await _site.Simulator.ResumeListeningAsync();
        await Eventually.IsTrueAsync(() => board.All.IsEmpty, "no banner");
    }

    [Fact]
    public async Task Act_ByAViewer_IsForbiddenAndNotSent()
    {
        Assert.Equal(OutcomeKind.Forbidden, (await Desk.ActAsync(_site.Id(Target), new(CommandKind.Busy), null, new Actor("vic", true), default)).Kind);
        Assert.Null(Desk.Last(_site.Id(Target)));
    }

    [Fact]
    public async Task ActAll_SomeIllegal_TellsEachEnd()
    {
        await ActAsync(new(CommandKind.Rest));
        await UntilAsync(ActionStanding.Confirmed);
        var ends = new System.Collections.Concurrent.ConcurrentDictionary<AgentId, Outcome>();
        AgentId[] all = [_site.Id(4), _site.Id(5), _site.Id(Target)];
        await Desk.ActAllAsync(all, new(CommandKind.Busy), null, Sue, (agent, outcome) => ends[agent] = outcome, default);
        Assert.Equal([true, true, false], all.Select(agent => ends[agent].IsDone));
        await _site.UntilAsync(4, AgentState.Busy);
        await _site.UntilAsync(5, AgentState.Busy);
    }

    private async Task<HttpClient> ClientAsync(string role)
    {
        var (outcome, token) = await _site.App.Services.GetRequiredService<TokenCommands>().AddAsync("for-" + role, role, Actor.CommandLine, default);
        Assert.True(outcome.IsDone);
        var client = new HttpClient { BaseAddress = new Uri(_site.App.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private async Task TalkAsync()
    {
        _site.Simulator.StartInboundCall(_site.Id(Target).WorkNo);
        _site.Simulator.Answer(_site.Id(Target).WorkNo);
        await _site.UntilAsync(Target, AgentState.Talking);
    }

    private async Task ActAsync(AgentCommand command, string? why = null)
    {
        await Eventually.IsTrueAsync(() => CommandRules.Check(command, Desk.Setting(_site.Id(Target))!) == Obstacle.None, $"{command.Kind} is legal");
        var outcome = await Desk.ActAsync(_site.Id(Target), command, why, Sue, default);
        Assert.True(outcome.IsDone, string.Join(' ', outcome.Errors.Select(error => error.Text)));
    }

    private Task UntilAsync(ActionStanding standing) =>
        Eventually.IsTrueAsync(() => Desk.Last(_site.Id(Target))!.Standing == standing, $"{standing}; is {Desk.Last(_site.Id(Target))}");
}
