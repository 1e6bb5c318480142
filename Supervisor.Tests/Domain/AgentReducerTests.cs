using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

public sealed class AgentReducerTests
{
    private static readonly AgentId Id = new("demo", "291");
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly SessionState LiveSession = SessionState.Initial with { Phase = SessionPhase.Live };
    private static readonly SessionState EnteringSession = SessionState.Initial with { Phase = SessionPhase.EnteringQueues };

    private AgentSnapshot _agent = new(new AgentProfile(Id, "Ann", "Sales"), Noon);
    private DateTimeOffset _now = Noon;

    [Fact]
    public void Apply_NewAgent_IsUnknown() => Assert.Equal(AgentState.Unknown, _agent.State);

    [Fact]
    public void Apply_SignInIdle_BecomesIdleOnReady()
    {
        Happens(new AgentEvent.SessionMoved(EnteringSession, Noon, AgentState.Idle));
        Happens(new AgentEvent.SessionMoved(LiveSession));
        Happens(new AgentEvent.SignInBegun());
        Assert.Equal(AgentState.Unknown, _agent.State);
        Happens(Ready);
        Assert.Equal((AgentState.Idle, Noon), (_agent.State, _agent.SignedInAt));
    }

    [Fact]
    public void Apply_SignInBusy_DoesNotFlashIdle()
    {
        Happens(new AgentEvent.SessionMoved(EnteringSession, Noon, AgentState.Busy));
        Happens(new AgentEvent.SessionMoved(LiveSession));
        Happens(Ready);
        Assert.Equal(AgentState.Unknown, _agent.State);
        Happens(new AgentEvent.StateEntered(AgentState.Busy, "0"));
        Assert.Equal((AgentState.Busy, "0"), (_agent.State, _agent.Reason));
        Happens(Ready);
        Assert.Equal(AgentState.Idle, _agent.State);
    }

    [Fact]
    public void Apply_InboundCall_RingsTalksHoldsAndEndsWithTheStateEvent()
    {
        LiveIdle();
        Happens(new AgentEvent.TakenByCall());
        Assert.Equal(AgentState.Ringing, _agent.State);
        var ringing = _agent.Since;
        Happens(new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Assert.Equal((AgentState.Ringing, ringing), (_agent.State, _agent.Since));
        Happens(new AgentEvent.CallDescribed(CallFacts.None with { CallId = "1-1", Skill = "Sales" }));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1")));
        Assert.Equal((AgentState.Talking, CallPhase.Talking, "Sales", "0755"), (_agent.State, _agent.Call!.Phase, _agent.Call.Skill, _agent.Call.OtherParty));
        Happens(new AgentEvent.CallHeld(new CallFacts("1-1")));
        Assert.Equal((AgentState.Hold, CallPhase.Held), (_agent.State, _agent.Call!.Phase));
        var answered = _agent.Call.AnsweredAt;
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1")));
        Assert.Equal((AgentState.Talking, answered), (_agent.State, _agent.Call!.AnsweredAt));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-1")));
        Assert.Equal((AgentState.Talking, null), (_agent.State, _agent.Call));
        Happens(new AgentEvent.StateEntered(AgentState.WrapUp));
        Assert.Equal(AgentState.WrapUp, _agent.State);
    }

    [Fact]
    public void Apply_ConsultCall_KeepsTheFirstOneOnHold()
    {
        LiveIdle();
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.CallHeld(new CallFacts("1-1")));
        Happens(new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Outbound, "300")));
        Assert.Equal(("1-2", "1-1"), (_agent.Call!.CallId, _agent.HeldCalls.Single().CallId));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-2")));
        Assert.Equal(("1-1", true), (_agent.Call!.CallId, _agent.HeldCalls.IsEmpty));
        Assert.Equal(AgentState.Hold, _agent.State);
    }

    [Fact]
    public void Apply_ConferenceThatOneLeaves_GoesOnTalkingWithTheOther()
    {
        LiveIdle();
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.CallHeld(new CallFacts("1-1")));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-2", CallDirection.Internal, "300")));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1"), WithOthers: true));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-1")));
        Assert.Equal((AgentState.Talking, "1-2", CallPhase.Talking), (_agent.State, _agent.Call!.CallId, _agent.Call.Phase));
    }

    [Fact]
    public void Apply_SessionLost_MakesUnknownWithTheCauseNeverSignedOutNorIdle()
    {
        LiveIdle();
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Waiting, LastCode = "connect" }));
        Assert.Equal((AgentState.Unknown, "connect", null), (_agent.State, _agent.Reason, _agent.SignedInAt));
    }

    [Fact]
    public void Apply_SignedOutByGateway_StaysSignedOutWhileWeSignInAgain()
    {
        LiveIdle();
        Happens(new AgentEvent.SignedOutByGateway());
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Waiting, LastCode = "signed-out" }));
        Assert.Equal(AgentState.SignedOut, _agent.State);
    }

    [Theory]
    [InlineData("connect", AgentState.Unknown)]
    [InlineData("http-503", AgentState.Unknown)]
    [InlineData("no-room", AgentState.Unknown)]
    [InlineData("100-024", AgentState.SignedOut)]
    [InlineData("login-limit", AgentState.SignedOut)]
    public void Apply_NextSignInFails_StaysSignedOutOnlyWhileTheGatewayAnswers(string code, AgentState then)
    {
        LiveIdle();
        Happens(new AgentEvent.SignedOutByGateway());
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Waiting, LastCode = "signed-out" }));
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Waiting, LastCode = code }));
        Assert.Equal(then, _agent.State);
    }

    [Fact]
    public void Apply_OwnSignOutAnswered_IsSignedOut()
    {
        LiveIdle();
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.SigningOut }));
        Assert.Equal(AgentState.Idle, _agent.State);
        Happens(new AgentEvent.SessionMoved(SessionState.Initial));
        Assert.Equal(AgentState.SignedOut, _agent.State);
    }

    [Fact]
    public void Apply_OwnSignOutRefused_IsUnknown()
    {
        LiveIdle();
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.SigningOut }));
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { LastCode = "100-010" }));
        Assert.Equal((AgentState.Unknown, "100-010"), (_agent.State, _agent.Reason));
    }

    [Theory]
    [InlineData(2, AgentState.SignedOut)]
    [InlineData(3, AgentState.Busy)]
    [InlineData(4, AgentState.Idle)]
    [InlineData(5, AgentState.WrapUp)]
    [InlineData(6, AgentState.Idle)]
    [InlineData(7, AgentState.Talking)]
    [InlineData(8, AgentState.Rest)]
    [InlineData(9, AgentState.Talking)]
    [InlineData(0, AgentState.Unknown)]
    [InlineData(77, AgentState.Unknown)]
    public void Apply_StatusReported_FollowsTableA(int status, AgentState expected)
    {
        Happens(new AgentEvent.SessionMoved(LiveSession));
        Happens(new AgentEvent.StatusReported(status));
        Assert.Equal(expected, _agent.State);
    }

    [Fact]
    public void Apply_StatusTalkingWhileRinging_KeepsTheFinerState()
    {
        LiveIdle();
        Happens(new AgentEvent.TakenByCall());
        Happens(new AgentEvent.StatusReported(7));
        Assert.Equal(AgentState.Ringing, _agent.State);
    }

    [Fact]
    public void Apply_StatusOvertakesTheRing_RingsAllTheSame()
    {
        LiveIdle();
        Happens(new AgentEvent.Gap("too-large", 1));
        Happens(new AgentEvent.StatusReported(7));
        Happens(new AgentEvent.TakenByCall());
        Assert.Equal(AgentState.Ringing, _agent.State);
        Happens(new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Assert.Equal(AgentState.Ringing, _agent.State);
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1")));
        Happens(new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Internal, "300")));
        Assert.Equal(AgentState.Talking, _agent.State);
    }

    [Fact]
    public void Apply_Gap_IsUnknownWithTheCauseUntilSomethingTellsTheState()
    {
        LiveIdle();
        Happens(new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.Gap("too-large", 1));
        Assert.Equal((AgentState.Unknown, "too-large", null), (_agent.State, _agent.Reason, _agent.Call));
        Happens(new AgentEvent.StatusReported(7));
        Assert.Equal(AgentState.Talking, _agent.State);
    }

    [Fact]
    public void Apply_RingBeforeTheStateIsTold_HasNoReasonOfBefore()
    {
        Happens(new AgentEvent.SessionMoved(LiveSession));
        Happens(new AgentEvent.Gap(GapCauses.NotRunning, 0));
        Happens(new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Assert.Equal((AgentState.Ringing, null), (_agent.State, _agent.Reason));
    }

    [Fact]
    public void Apply_SecondCallRingsInAConversationAndGoesAway_TheAgentTalksOn()
    {
        LiveIdle();
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Internal, "300")));
        Happens(new AgentEvent.CallDescribed(new CallFacts("1-2", Skill: "Sales")));
        Assert.Equal((AgentState.Talking, "1-2"), (_agent.State, _agent.Call!.CallId));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-2")));
        Assert.Equal((AgentState.Talking, "1-1", CallPhase.Talking), (_agent.State, _agent.Call!.CallId, _agent.Call.Phase));
    }

    [Fact]
    public void Apply_SecondCallIsConnectedAndEnds_TheFirstOneIsOnHold()
    {
        LiveIdle();
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Internal, "300")));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-2")));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-2")));
        Assert.Equal((AgentState.Hold, "1-1", CallPhase.Held), (_agent.State, _agent.Call!.CallId, _agent.Call.Phase));
    }

    [Fact]
    public void Apply_ThirdCallRingsInAConferenceAndGoesAway_TheAgentTalksOnWithBoth()
    {
        LiveIdle();
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-2", CallDirection.Internal, "300")));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1"), WithOthers: true));
        Happens(new AgentEvent.CallRinging(new CallFacts("1-3", CallDirection.Inbound, "0756")));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-3")));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-1")));
        Assert.Equal((AgentState.Talking, "1-2", CallPhase.Talking), (_agent.State, _agent.Call!.CallId, _agent.Call.Phase));
    }

    [Fact]
    public void Apply_SecondOfTwoRingingCallsGoesAway_TheFirstOneStillRings()
    {
        LiveIdle();
        Happens(new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Inbound, "0756")));
        Happens(new AgentEvent.CallEnded(new CallFacts("1-2")));
        Assert.Equal((AgentState.Ringing, "1-1", CallPhase.Ringing), (_agent.State, _agent.Call!.CallId, _agent.Call.Phase));
    }

    [Fact]
    public void Apply_CallNamedAfterAGap_IsTheSameCall()
    {
        LiveIdle();
        Happens(new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1")));
        var call = _agent.Call!;
        Happens(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Waiting, LastCode = "connect" }));
        Assert.Null(_agent.Call);
        Happens(new AgentEvent.SessionMoved(LiveSession, Noon));
        Happens(new AgentEvent.StatusReported(7));
        Happens(new AgentEvent.Gap("too-large", 1));
        Happens(new AgentEvent.CallHeld(new CallFacts("1-1")));
        Assert.Equal(call with { Phase = CallPhase.Held }, _agent.Call);
    }

    [Theory]
    [InlineData("idle")]
    [InlineData("sign-in")]
    [InlineData("days")]
    public void Apply_CallNamedAfterAGapThatHasEndedIt_IsAnotherCall(string end)
    {
        LiveIdle();
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        var call = _agent.Call!;
        if (end == "days") _now += TimeSpan.FromDays(2);
        Happens(new AgentEvent.Gap("too-large", 1));
        if (end == "idle") Happens(new AgentEvent.StatusReported(4));
        if (end == "sign-in") Happens(new AgentEvent.SessionMoved(EnteringSession, Noon, AgentState.Idle));
        Happens(new AgentEvent.CallConnected(new CallFacts("1-1")));
        Assert.True(_agent.Call!.StartedAt > call.StartedAt);
        Assert.Null(_agent.Call.OtherParty);
    }

    [Fact]
    public void Apply_StatusWithItsBeginning_CountsFromThereButNotFromBeforeWhatWeSaw()
    {
        Happens(new AgentEvent.SessionMoved(LiveSession));
        var unknown = _agent.Since;
        Happens(new AgentEvent.StatusReported(8, unknown.AddHours(-1)));
        Assert.Equal((AgentState.Rest, unknown), (_agent.State, _agent.Since));
        var later = unknown.AddMilliseconds(1_500);
        Happens(new AgentEvent.StatusReported(4, later));
        Assert.Equal((AgentState.Idle, later), (_agent.State, _agent.Since));
    }

    [Fact]
    public void Apply_NothingNew_GivesTheSameReference()
    {
        LiveIdle();
        foreach (var nothing in (AgentEvent[])[new AgentEvent.Informational(), new AgentEvent.Unrecognised(), Ready, new AgentEvent.SignInBegun(), new AgentEvent.CallEnded(new CallFacts("9-9"))])
        {
            var before = _agent;
            Happens(nothing);
            Assert.Same(before, _agent);
        }
    }

    /// <summary>Late and impossible events in any order never break the picture.</summary>
    [Fact]
    public void Apply_RandomEvents_KeepsTheRules()
    {
        var random = new Random(7);
        string?[] calls = [null, "1-1", "1-2", "1-3"];
        for (var i = 0; i < 50_000; i++)
        {
            var call = new CallFacts(calls[random.Next(calls.Length)]);
            var before = _agent;
            Happens(random.Next(12) switch
            {
                0 => new AgentEvent.StateEntered((AgentState)random.Next(2, 9)),
                1 => new AgentEvent.TakenByCall(),
                2 => new AgentEvent.CallRinging(call),
                3 => new AgentEvent.CallConnected(call),
                4 => new AgentEvent.CallHeld(call),
                5 => new AgentEvent.CallEnded(call),
                6 => new AgentEvent.CallUnanswered(call),
                7 => new AgentEvent.SessionMoved(SessionState.Initial with { Phase = (SessionPhase)random.Next(8) }),
                8 => new AgentEvent.StatusReported(random.Next(12)),
                9 => new AgentEvent.CallDescribed(call),
                10 => new AgentEvent.SignedOutByGateway(),
                _ => Ready,
            });
            Assert.True(_agent.Since >= before.Since);
            if (_agent.State != before.State) Assert.Equal(_now, _agent.Since);
            Assert.True(_agent.HeldCalls.Length <= 3);
            Assert.DoesNotContain(_agent.CallsBeforeGap, lost => lost.CallId is null || lost.CallId == _agent.Call?.CallId || _agent.HeldCalls.Any(held => held.CallId == lost.CallId));
            Assert.True(_agent.CallsBeforeGap.IsEmpty || _agent.State is AgentState.Unknown or AgentState.Ringing or AgentState.Talking or AgentState.Hold);
            Assert.NotEqual(CallPhase.Waiting, _agent.Call?.Phase);
            Assert.True(_agent.Call is not null || _agent.HeldCalls.IsEmpty);
            if (!_agent.Session.IsFeeding && _agent.Session.Phase is SessionPhase.Waiting or SessionPhase.Rejected && _agent.Session != before.Session)
                Assert.True(_agent.State is AgentState.Unknown or AgentState.SignedOut);
        }
    }

    private static AgentEvent Ready => new AgentEvent.StateEntered(AgentState.Idle, AnnouncesSignIn: true);

    private void LiveIdle()
    {
        Happens(new AgentEvent.SessionMoved(EnteringSession, Noon, AgentState.Idle));
        Happens(new AgentEvent.SessionMoved(LiveSession));
        Happens(Ready);
    }

    private void Happens(AgentEvent happened)
    {
        _now += TimeSpan.FromSeconds(1);
        _agent = AgentReducer.Apply(_agent, new ObservedEvent { Agent = Id, ReceivedAt = _now, Origin = EventOrigin.Gateway, Type = happened.GetType().Name, Event = happened });
    }
}
