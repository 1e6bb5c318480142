using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class AgentSessionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedGateway _gateway = new();
    private readonly ConcurrentQueue<FloorInput.Happened> _posted = new();
    private AgentSession _session;
    private string? _password = "secret";

    public AgentSessionTests()
    {
        _session = NewSession(signOutCutsCalls: false);
    }

    private AgentSession NewSession(bool signOutCutsCalls)
    {
        var plan = new AgentPlan(new AgentProfile(new AgentId("g", "291"), "Ann", ""), new AgentCredential { AgentId = "291", PhoneNumber = "40038" }, _gateway, default);
        var around = Surroundings.On(_time) with { Post = Post, ReadPassword = _ => _password, SignOutCutsCalls = signOutCutsCalls };
        return new AgentSession(plan, around, NullLogger.Instance);
    }

    [Fact]
    public async Task Run_GoodAnswers_SignsInEntersQueuesPollsAndSignsOut()
    {
        var running = _session.RunAsync(default);
        await Phase(SessionPhase.Live);
        _session.Stop();
        await running;
        Assert.Equal(["signIn", "queues", "poll", "signOut"], _gateway.Asked);
        Assert.Equal(1, _gateway.MostInFlight);
    }

    [Fact]
    public async Task Run_TwoHoursOfPolls_KeepsTheGapBetweenAnswerAndPoll()
    {
        List<DateTimeOffset> polls = [];
        _gateway.IdlePoll = async _ =>
        {
            polls.Add(_time.GetUtcNow());
            await Task.Delay(TimeSpan.FromSeconds(10), _time, CancellationToken.None);
            return ScriptedGateway.Ok();
        };
        var running = _session.RunAsync(default);
        while (polls.Count < 700) await AdvanceAsync(TimeSpan.FromMilliseconds(100));
        for (var i = 1; i < polls.Count; i++) Assert.Equal(TimeSpan.FromSeconds(10.2), polls[i] - polls[i - 1]);
        await StopAsync(running);
        Assert.Equal(1, _gateway.MostInFlight);
    }

    [Fact]
    public async Task Run_EventInPoll_IsPostedWithItsContent()
    {
        _gateway.Answer("poll", ScriptedGateway.Ok(new GatewayEvent("AgentState_SetNotReady_Success", "291", null, """{"reason":"200"}"""u8.ToArray())));
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _posted.Any(posted => posted.Event.Origin == EventOrigin.Gateway));
        var observed = _posted.Single(posted => posted.Event.Origin == EventOrigin.Gateway).Event;
        Assert.Equal(new AgentEvent.StateEntered(AgentState.Busy, "200"), observed.Event);
        Assert.Equal("""{"reason":"200"}""", System.Text.Encoding.UTF8.GetString(observed.Content.Span));
        await StopAsync(running);
    }

    [Fact]
    public async Task Stop_WhileSignInIsUnanswered_SendsNothingBeforeTheAnswer()
    {
        var held = _gateway.Hold("signIn");
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _gateway.Asked.Contains("signIn"));
        _session.Stop();
        Assert.Equal(["signIn"], _gateway.Asked);
        held.SetResult(ScriptedGateway.Ok());
        await running;
        Assert.Equal("signOut", _gateway.Asked.Last());
        Assert.Equal(1, _gateway.MostInFlight);
    }

    /// <summary>Nothing has gone wrong: nothing is told to have.</summary>
    [Fact]
    public async Task Stop_BeforeItsTurnToSignIn_EndsWithoutAWordOfFailure()
    {
        var pace = new GatewayPace(new SessionOptions { MaxConcurrentSignIns = 1 }, _time);
        using var others = await pace.SignIns.EnterAsync(default);
        _session = new AgentSession(_session.Plan with { Pace = pace }, Surroundings.On(_time) with { Post = Post }, NullLogger.Instance);
        var running = _session.RunAsync(default);
        await Eventually.IsTrueAsync(() => _session.State.Asked == SessionQuestion.SignIn);
        await StopAsync(running);

        Assert.Empty(_gateway.Asked);
        Assert.Equal([(SessionPhase.SigningIn, null), (SessionPhase.Stopped, null)], Moves());
    }

    [Fact]
    public async Task Stop_BeforeItsTurnToComeBack_SignsOutWithoutAWordOfFailure()
    {
        var pace = new GatewayPace(new SessionOptions { MaxConcurrentReturns = 1 }, _time);
        var kept = new KeptSignIn("g", "291", 0, "old", null, _time.GetUtcNow(), null, InQueues: true);
        _session = new AgentSession(_session.Plan with { Pace = pace }, Surroundings.On(_time) with { Post = Post }, NullLogger.Instance, kept);
        var held = _gateway.Hold("updateGuid");
        var running = _session.RunAsync(default);
        await UntilAsync(() => _gateway.Asked.Contains("updateGuid"));
        // so that this one's turn comes next, and the session's own not before it is given back
        _time.Advance(TimeSpan.FromSeconds(1));
        var others = pace.Returns.EnterAsync(default);
        held.SetResult(ScriptedGateway.Ok());
        using (await others)
        {
            await Eventually.IsTrueAsync(() => _session.State.Asked == SessionQuestion.Status);
            await StopAsync(running);
        }

        Assert.Equal(["updateGuid", "signOut"], _gateway.Asked);
        Assert.Equal([(SessionPhase.SigningIn, null), (SessionPhase.SigningOut, null), (SessionPhase.Stopped, null)], Moves());
    }

    [Fact]
    public async Task Run_GatewayAway_WaitsLongerEachTimeAndComesBackWithTheOldSignIn()
    {
        var away = GatewayReply.Failed(Failure.Connect, new SessionTicket("guid", null));
        _gateway.Answer("poll", ScriptedGateway.Ok(), away, away);
        _gateway.Answer("status", away, away);
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.State is { Phase: SessionPhase.Waiting });
        Assert.Equal("connect", _session.Health.State.LastCode);
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Live);
        Assert.Equal(1, _gateway.Asked.Count(asked => asked == "signIn"));
        Assert.Equal(3, _gateway.Asked.Count(asked => asked == "status"));
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_WrongPassword_IsRejectedAfterTwoTriesAndStays()
    {
        _gateway.Answer("signIn", ScriptedGateway.Refused("100-004"), ScriptedGateway.Refused("100-004"));
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Rejected);
        for (var i = 0; i < 100; i++) await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["signIn", "signIn"], _gateway.Asked);
        await StopAsync(running);
        Assert.DoesNotContain("signOut", _gateway.Asked);
    }

    [Fact]
    public async Task Retry_AfterRejection_TriesAgain()
    {
        _gateway.Answer("signIn", ScriptedGateway.Refused("100-004"), ScriptedGateway.Refused("100-004"));
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Rejected);
        _session.Retry();
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Live);
        await StopAsync(running);
    }

    [Fact]
    public async Task TakeOver_OfAnOccupiedAgent_IsTheOnlyForcedSignIn()
    {
        _gateway.Answer("signIn", ScriptedGateway.Refused("100-002"), ScriptedGateway.Refused("100-002"), ScriptedGateway.Refused("100-002"));
        var running = _session.RunAsync(default);
        await UntilAsync(() => _gateway.Asked.Count == 3);
        Assert.Equal(SessionPhase.Occupied, _session.Health.State.Phase);
        Assert.DoesNotContain("forcedSignIn", _gateway.Asked);
        _session.TakeOver();
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Live);
        Assert.Contains("forcedSignIn", _gateway.Asked);
        await StopAsync(running);
    }

    [Fact]
    public async Task LetSignIn_NoLonger_EndsInsteadOfSigningInAnew()
    {
        var held = _gateway.Hold("poll");
        var running = _session.RunAsync(default);
        await UntilAsync(() => _gateway.Asked.Contains("poll"));
        _session.LetSignIn(false);
        held.SetResult(ScriptedGateway.Refused("100-006"));
        await UntilAsync(() => running.IsCompleted);
        Assert.Equal(["signIn", "queues", "poll"], _gateway.Asked);
        Assert.Null(_session.Kept);
    }

    [Fact]
    public async Task LetSignIn_NoLongerAndThenAgain_SignsIn()
    {
        var held = _gateway.Hold("poll");
        var running = _session.RunAsync(default);
        await UntilAsync(() => _gateway.Asked.Contains("poll"));
        _session.LetSignIn(false);
        _session.LetSignIn(true);
        held.SetResult(ScriptedGateway.Refused("100-006"));
        await UntilAsync(() => _gateway.Asked.Count(asked => asked == "signIn") == 2);
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_SignedOutHereAndTheKeptSignInIsGone_Ends()
    {
        _gateway.Answer("updateGuid", ScriptedGateway.Refused("100-006"));
        var signedOut = _session.Plan with { SignedOut = new SignedOutHere("sue", _time.GetUtcNow(), false) };
        _session = new AgentSession(signedOut, Surroundings.On(_time) with { Post = Post }, NullLogger.Instance, new KeptSignIn("g", "291", 0, "old", null, _time.GetUtcNow(), null, InQueues: true));
        var running = _session.RunAsync(default);
        await UntilAsync(() => running.IsCompleted);
        Assert.Equal(["updateGuid"], _gateway.Asked);
    }

    [Theory]
    [InlineData(false, "signOut")]
    [InlineData(true, "forcedSignOut")]
    public async Task Stop_AgentInACall_IsCutOffOnlyWhenConfigured(bool signOutCutsCalls, string last)
    {
        _session = NewSession(signOutCutsCalls);
        _gateway.Answer("signOut", [.. Enumerable.Repeat(ScriptedGateway.Refused("100-010"), 4)]);
        var running = _session.RunAsync(default);
        await Phase(SessionPhase.Live);
        await StopAsync(running);
        Assert.Equal(["signOut", "signOut", "signOut", last], _gateway.Asked.TakeLast(4));
    }

    [Fact]
    public async Task Run_UnreadablePassword_IsRejectedWithoutAskingTheGateway()
    {
        _password = null;
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Rejected);
        Assert.Empty(_gateway.Asked);
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_UnknownCode_KeepsWhatTheGatewaySaysUnlessItRepeatsThePassword()
    {
        _gateway.Answer("signIn",
            GatewayReply.From(new Envelope("888-001", "secret is not it", default, []), SessionTicket.None),
            GatewayReply.From(new Envelope("888-002", "the moon is full", default, []), SessionTicket.None));
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.Note is not null);
        Assert.Equal(new GatewayNote("888-002", "the moon is full"), _session.Health.Note);
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_SignIn_TellsWhatIsKnownOfThePassword()
    {
        var told = """{"isForceChange":"true","timeRemaining":"9"}"""u8.ToArray();
        _gateway.Answer("signIn", GatewayReply.From(new Envelope("0", "", told, []), SessionTicket.None));
        var running = _session.RunAsync(default);
        await Phase(SessionPhase.Live);
        var password = _session.Health.Password!;
        Assert.Equal((true, 9), (password.MustChange, password.DaysLeft));
        Assert.Equal((9, 7, 0), (password.DaysLeftAt(password.ToldAt.AddHours(20)), password.DaysLeftAt(password.ToldAt.AddDays(2.5)), password.DaysLeftAt(password.ToldAt.AddDays(100))));
        Assert.Equal(password, _session.Kept!.Password);
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_AnswerTooLarge_IsNamedInTheHealthAndRecordedAsAGap()
    {
        _gateway.Answer("poll", GatewayReply.Failed(Failure.TooLarge, new SessionTicket("guid", null)));
        var running = _session.RunAsync(default);
        await UntilAsync(() => _posted.Any(posted => posted.Event.Event is AgentEvent.Gap));
        Assert.Equal("the answer was too large", _session.Health.Fault);
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_OneMoveOfTheSession_IsOneEventOfTheHistory()
    {
        _gateway.Answer("signIn", [.. Enumerable.Repeat(GatewayReply.Failed(Failure.Connect, SessionTicket.None), 8)]);
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.Health.State.Phase == SessionPhase.Live);
        Assert.Equal(
            [SessionPhase.SigningIn, SessionPhase.Waiting, SessionPhase.EnteringQueues, SessionPhase.Live],
            _posted.Where(posted => posted.Keep == Keep.Always).Select(posted => posted.Event.Event).OfType<AgentEvent.SessionMoved>().Select(moved => moved.Session.Phase));
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_StatusIsAnsweredAndPollsAreNot_TellsTheStatusWithThePollThatProvesIt()
    {
        var fails = true;
        _gateway.IdlePoll = _ => Task.FromResult(Volatile.Read(ref fails) ? GatewayReply.Failed(Failure.Connect, SessionTicket.None) : ScriptedGateway.Ok());
        _gateway.Answer("status", [.. Enumerable.Repeat(GatewayReply.From(new Envelope("0", "", """{"agentState":4}"""u8.ToArray(), []), new SessionTicket("guid", null)), 100)]);
        var running = _session.RunAsync(default);
        await UntilAsync(() => _session.State.Failures > 8);
        // one before the doubt: an ordinary outage ends with it
        Assert.Single(_posted, posted => posted.Event.Event is AgentEvent.StatusReported);
        Volatile.Write(ref fails, false);
        await Phase(SessionPhase.Live);
        Assert.Equal(2, _posted.Count(posted => posted.Event.Event is AgentEvent.StatusReported));
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_SignedInAnewWhileAStatusWaitsForItsProof_ForgetsIt()
    {
        var (polls, askedSince) = (0, 0);
        _gateway.IdlePoll = _ =>
        {
            if (_gateway.Asked.Count(asked => asked == "signIn") > 1) return Task.FromResult(ScriptedGateway.Ok());
            (polls, askedSince) = (polls + 1, 0);
            return Task.FromResult(GatewayReply.Failed(Failure.TooLarge, new SessionTicket("guid", null)));
        };
        // after each such poll it is asked what was lost with it, and then whether the sign-in holds: that it does not at last
        for (var i = 0; i < 100; i++)
        {
            _gateway.Script.GetOrAdd("status", _ => new()).Enqueue(_ => Task.FromResult(
                polls > 5 && ++askedSince == 2 ? ScriptedGateway.Refused("100-006") : GatewayReply.From(new Envelope("0", "", """{"agentState":4}"""u8.ToArray(), []), new SessionTicket("guid", null))));
        }

        _gateway.Answer("signIn", ScriptedGateway.Ok());
        var held = _gateway.Hold("signIn");
        var running = _session.RunAsync(default);
        await UntilAsync(() => _gateway.Asked.Count(asked => asked == "signIn") == 2);
        var told = _posted.Count(posted => posted.Event.Event is AgentEvent.StatusReported);
        held.SetResult(ScriptedGateway.Ok());
        await UntilAsync(() => _session.Health.LastPollAt is not null);
        Assert.Equal(told, _posted.Count(posted => posted.Event.Event is AgentEvent.StatusReported));
        await StopAsync(running);
    }

    private ValueTask Post(FloorInput input, CancellationToken cancellationToken)
    {
        _posted.Enqueue((FloorInput.Happened)input);
        return ValueTask.CompletedTask;
    }

    private IEnumerable<(SessionPhase Phase, string? Code)> Moves() => _posted.Select(posted => posted.Event.Event).OfType<AgentEvent.SessionMoved>().Select(moved => (moved.Session.Phase, moved.Session.LastCode));

    private Task Phase(SessionPhase phase) => UntilAsync(() => _session.Health.State.Phase == phase);

    // Lets the session run, and time pass, until it is so.
    private Task UntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (condition()) return true;
        _time.Advance(TimeSpan.FromMilliseconds(250));
        return false;
    });

    // One step of time, and a moment for what waits on it to run up to its next wait.
    private async Task AdvanceAsync(TimeSpan step)
    {
        _time.Advance(step);
        for (var i = 0; i < 3; i++) await Task.Yield();
        await Eventually.IsTrueAsync(() => _time.ArmedTimers > 0 || _session.Health.State.Phase == SessionPhase.Rejected);
    }

    private async Task StopAsync(Task running)
    {
        _session.Stop();
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await running;
    }
}
