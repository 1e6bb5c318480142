using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;

namespace Supervisor.Tests.Domain;

public sealed class AgentLineTests
{
    private static readonly AgentId Id = new("demo", "291");
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentEvent Idle = new AgentEvent.StateEntered(AgentState.Idle, AnnouncesSignIn: true);

    private readonly List<StateInterval> _ended = [];
    private AgentLine? _line;
    private long _sequence;

    [Fact]
    public void Apply_InboundCall_GivesOneIntervalPerStateWithTheCall()
    {
        At(0, Idle);
        At(10, new AgentEvent.TakenByCall());
        At(11, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755", "Sales")));
        At(15, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(40, new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(50, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(80, new AgentEvent.CallEnded(new CallFacts("1-1")));
        At(81, new AgentEvent.StateEntered(AgentState.WrapUp));
        At(90, Idle);
        Assert.Equal(
            ["Idle 10", "Ringing 5 Begins 1-1", "Talking 25 Answered 1-1", "Hold 10 None 1-1", "Talking 31 GoesOn 1-1", "WrapUp 9"],
            _ended.Select(Told));
        Assert.All(_ended.Where(interval => interval.CallId is not null), interval => Assert.Equal((CallDirection.Inbound, "0755", "Sales"), (interval.Direction, interval.OtherParty, interval.Skill)));
    }

    [Fact]
    public void Apply_RingThatNobodyAnswers_IsMarked()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(30, new AgentEvent.CallUnanswered(new CallFacts("1-1")));
        At(30, new AgentEvent.StateEntered(AgentState.Busy, "2"));
        Assert.Equal("Ringing 20 Begins, NotAnswered 1-1", Told(_ended[^1]));
        Assert.Equal((AgentState.Busy, "2"), (_line!.Open.State, _line.Open.Reason));
    }

    [Fact]
    public void Apply_OutboundCallThatFails_IsNoRingOfTheAgent()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Outbound, "0755")));
        At(30, new AgentEvent.CallEnded(new CallFacts("1-1")));
        At(30, Idle);
        Assert.Equal(CallMarks.Begins, _ended[^1].Marks);
    }

    [Fact]
    public void Apply_OutboundCallThatFailsBeforeItRings_IsACallOutAndNoRingOfTheAgent()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallRinging(CallFacts.None));
        At(12, new AgentEvent.CallEnded(new CallFacts("1-1", CallDirection.Outbound)));
        At(12, Idle);
        Assert.Equal((CallMarks.Begins, CallDirection.Outbound), (_ended[^1].Marks, _ended[^1].Direction));
    }

    [Fact]
    public void Apply_PhoneRingsForAPlayback_IsNoRingThatNobodyAnswered()
    {
        At(0, Idle);
        At(10, new AgentEvent.TakenByCall());
        At(10, new AgentEvent.CallRinging(CallFacts.None));
        At(30, Idle);
        Assert.Equal((AgentState.Ringing, CallMarks.Begins), (_ended[^1].State, _ended[^1].Marks));
    }

    [Fact]
    public void Apply_CallerHangsUpWhileItRings_IsMarked()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(30, new AgentEvent.CallEnded(new CallFacts("1-1")));
        At(30, Idle);
        Assert.Equal("Ringing 20 Begins, NotAnswered 1-1", Told(_ended[^1]));
    }

    [Fact]
    public void Apply_CallTurnsOutToBeInternal_CountsAsSuchFromItsBeginning()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "300")));
        At(15, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Internal, "300")));
        At(40, Idle);
        Assert.Equal(["Idle 10", "Ringing 5 Begins 1-1", "Talking 25 Answered 1-1"], _ended.Select(Told));
        Assert.All(_ended[1..], interval => Assert.Equal(CallDirection.Internal, interval.Direction));
    }

    [Fact]
    public void Apply_ConsultCallEnds_TheOtherOneIsOnHoldUntilItGoesOn()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(20, new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(30, new AgentEvent.CallConnected(new CallFacts("1-2", CallDirection.Internal, "300")));
        At(40, new AgentEvent.CallEnded(new CallFacts("1-2")));
        At(100, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(110, Idle);
        Assert.Equal(70, _ended.Where(interval => interval.State == AgentState.Hold).Sum(interval => interval.Length.TotalSeconds));
    }

    [Fact]
    public void Apply_ConsultCall_CountsEachCallOnce()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(20, new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(21, new AgentEvent.CallConnected(new CallFacts("1-2", CallDirection.Internal, "300")));
        At(30, new AgentEvent.CallEnded(new CallFacts("1-2")));
        At(31, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(40, new AgentEvent.CallEnded(new CallFacts("1-1")));
        At(40, Idle);
        Assert.Equal((2, 2), (_ended.Count(interval => interval.Marks.HasFlag(CallMarks.Begins)), _ended.Count(interval => interval.Marks.HasFlag(CallMarks.Answered))));
    }

    [Fact]
    public void Apply_ConsultCall_IsOneHoldAndAConversationForEachCall()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(20, new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(21, new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Internal, "300")));
        At(25, new AgentEvent.CallConnected(new CallFacts("1-2")));
        At(30, new AgentEvent.CallEnded(new CallFacts("1-2")));
        At(31, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(40, new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(45, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(50, Idle);
        Assert.Equal((2, 2), (Counted().HoldEpisodes, Counted().TalkEpisodes));
    }

    [Fact]
    public void Apply_ConsultCallWithoutAnEventOfTheHold_IsOneHold()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(21, new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Internal, "300")));
        At(25, new AgentEvent.CallConnected(new CallFacts("1-2")));
        At(30, new AgentEvent.CallEnded(new CallFacts("1-2")));
        At(31, new AgentEvent.CallRinging(new CallFacts("1-3", CallDirection.Internal, "301")));
        At(35, new AgentEvent.CallEnded(new CallFacts("1-3")));
        At(36, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(50, Idle);
        Assert.Equal((1, 2), (Counted().HoldEpisodes, Counted().TalkEpisodes));
    }

    [Fact]
    public void Apply_CallRingsInAConversationAndGoesAway_IsOneConversationAndNoHold()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(20, new AgentEvent.CallRinging(new CallFacts("1-2", CallDirection.Internal, "300")));
        At(30, new AgentEvent.CallEnded(new CallFacts("1-2")));
        At(100, new AgentEvent.CallEnded(new CallFacts("1-1")));
        At(100, Idle);
        Assert.Equal((1, 0, 90.0), (Counted().TalkEpisodes, Counted().HoldEpisodes, Counted().Talking.TotalSeconds));
    }

    [Fact]
    public void Apply_CallGoesThroughARestart_IsOneCall()
    {
        At(0, Idle);
        At(10, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(15, new AgentEvent.CallConnected(new CallFacts("1-1")));
        Restart(40);
        At(60, new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(70, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(80, new AgentEvent.CallEnded(new CallFacts("1-1")));
        At(81, Idle);
        Assert.Equal((1, 1, 1, 1), (Counted().CallsIn, Counted().Answered, Counted().TalkEpisodes, Counted().HoldEpisodes));
        // what was told as talk turned out to be this call
        Assert.All(_ended.Where(interval => interval.State == AgentState.Talking), talk => Assert.Equal(("1-1", "0755"), (talk.CallId, talk.OtherParty)));
        // the same customer again, after the agent was idle: another call
        At(90, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Assert.Equal(2, Counted().CallsIn);
    }

    [Theory]
    [InlineData("CallEnded")]
    [InlineData("CallConnected")]
    public void Apply_CallGoesThroughARestartAndIsNamedOnce_IsOneCall(string next)
    {
        At(0, Idle);
        At(10, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Restart(40);
        At(60, next == "CallEnded" ? new AgentEvent.CallEnded(new CallFacts("1-1")) : new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(81, Idle);
        Assert.Equal((1, 1, 1), (Counted().CallsIn, Counted().Answered, Counted().TalkEpisodes));
        Assert.Equal("1-1", _ended[^1].CallId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Apply_RingGoesThroughARestart_IsOneCallThatIsAnswered(bool isConnected)
    {
        At(0, Idle);
        At(10, new AgentEvent.CallRinging(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        Restart(40);
        At(60, isConnected ? new AgentEvent.CallConnected(new CallFacts("1-1")) : new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(81, Idle);
        Assert.Equal((1, 1), (Counted().CallsIn, Counted().Answered));
    }

    [Fact]
    public void Apply_CallFirstHeardOfWhenItIsPutOnHold_BeganBeforeAndIsNotCounted()
    {
        At(0, new AgentEvent.Gap(GapCauses.NotRunning, 0));
        At(10, new AgentEvent.StatusReported(7));
        At(20, new AgentEvent.CallHeld(new CallFacts("1-1")));
        At(30, new AgentEvent.CallConnected(new CallFacts("1-1")));
        At(50, Idle);
        var figures = Counted();
        Assert.Equal((0, 0), (figures.CallsIn + figures.CallsOut + figures.CallsInternal + figures.CallsOther, figures.Answered));
        Assert.Equal((1, 1), (figures.TalkEpisodes, figures.HoldEpisodes));
    }

    [Fact]
    public void Read_LineThatAnEarlierVersionHasStored_KnowsOfNoCallBeforeAGap()
    {
        At(0, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        var old = Stored(_line!).Replace(",\"CallsBeforeGap\":[]", "", StringComparison.Ordinal);
        Assert.DoesNotContain("CallsBeforeGap", old, StringComparison.Ordinal);
        Assert.Empty(LineState.Read(Encoding.UTF8.GetBytes(old)).Line.Agent.CallsBeforeGap);
    }

    [Fact]
    public void WithoutCallTexts_CallBeforeAGap_NothingOfItIsLeft()
    {
        At(0, new AgentEvent.CallConnected(new CallFacts("1-1", CallDirection.Inbound, "0755")));
        At(10, new AgentEvent.Gap(GapCauses.NotRunning, 0));
        Assert.Contains("0755", Stored(_line!), StringComparison.Ordinal);
        Assert.DoesNotContain("0755", Stored(_line!.WithoutCallTexts()), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_GapWithABeginning_EndsTheStateThere()
    {
        At(0, Idle);
        At(100, new AgentEvent.Gap(GapCauses.NotRunning, 0, Noon.AddSeconds(40)));
        At(101, new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Live }));
        At(102, new AgentEvent.StatusReported(4));
        Assert.Equal(["Idle 40", "Unknown not-running 62"], _ended.Select(Told));
    }

    [Fact]
    public void Apply_PictureAfterAGap_TakesTheStateBackFromItsBeginningOn()
    {
        At(0, Idle);
        At(10, new AgentEvent.Gap(GapCauses.QueueFull, 7));
        At(90, new AgentEvent.PictureKept(AgentState.Talking, null, Noon.AddSeconds(30), Noon, new CallSnapshot("1-1", CallDirection.Inbound, "0755", null, CallPhase.Talking, Noon.AddSeconds(20), Noon.AddSeconds(30))));
        At(100, new AgentEvent.StateEntered(AgentState.WrapUp));
        Assert.Equal(["Idle 10", "Unknown queue-full 20", "Talking 70 Answered 1-1"], _ended.Select(Told));
    }

    [Fact]
    public void Apply_GatewayTellsTheTime_CountsFromThere()
    {
        At(0, Idle);
        At(10, new AgentEvent.StateEntered(AgentState.Busy), made: 7);
        At(20, Idle, made: -400); // a clock that is wrong is not believed
        Assert.Equal(["Idle 7", "Busy 13"], _ended.Select(Told));
    }

    [Fact]
    public void Apply_AnyEvents_LeavesNoHoleAndNoOverlapAndIsTheFloorsState()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            (_line, _sequence) = (null, 0);
            _ended.Clear();
            var (agent, at) = (new AgentSnapshot(new AgentProfile(Id, "291", ""), Noon), 0.0);
            for (var i = 0; i < 200; i++)
            {
                at += random.Next(4) == 0 ? 0 : random.NextDouble() * 100;
                var observed = At(at, Any(random, at), random.Next(3) == 0 ? at - (random.NextDouble() * 60) : null);
                agent = AgentReducer.Apply(agent, observed);
                Assert.Equal(agent.State, _line!.Open.State);
            }

            var all = _ended.Append(_line!.Open).ToList();
            Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.All(_ended, interval => Assert.True(interval.To >= interval.From));
            Assert.Equal(_line.Open.From - all[0].From, TimeSpan.FromTicks(_ended.Sum(interval => interval.Length.Ticks)));
        }
    }

    private static AgentEvent Any(Random random, double at)
    {
        var call = new CallFacts(random.Next(4) == 0 ? null : "1-" + random.Next(3), (CallDirection)random.Next(4));
        return random.Next(12) switch
        {
            0 => Idle,
            1 => new AgentEvent.StateEntered(AgentState.Busy, random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            2 => new AgentEvent.StateEntered(AgentState.WrapUp),
            3 => new AgentEvent.TakenByCall(),
            4 => new AgentEvent.CallRinging(call),
            5 => new AgentEvent.CallConnected(call),
            6 => new AgentEvent.CallHeld(call),
            7 => new AgentEvent.CallEnded(call),
            8 => new AgentEvent.Gap("x", 1, Noon.AddSeconds(at - random.Next(200))),
            9 => new AgentEvent.StatusReported(random.Next(10)),
            10 => new AgentEvent.SessionMoved(SessionState.Initial with { Phase = (SessionPhase)random.Next(8) }),
            _ => new AgentEvent.SignedOutByGateway(),
        };
    }

    private static string Stored(AgentLine line) => Encoding.UTF8.GetString(new LineState(line, "").ToBytes());

    private Figures Counted()
    {
        var tally = new Tally([new Period(Noon, Noon.AddHours(1))]);
        tally.Add([.. _ended, _line!.Open]);
        return tally.ToFigures()[0];
    }

    /// <summary>The folding goes on from what is stored; after it nobody tells more than that the agent is in a call.</summary>
    private void Restart(double seconds)
    {
        _line = LineState.Read(new LineState(_line!, "").ToBytes()).Line;
        At(seconds + 5, new AgentEvent.Gap(GapCauses.NotRunning, 0, Noon.AddSeconds(seconds)));
        At(seconds + 5, new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Live }, Noon));
        _line = LineState.Read(new LineState(_line!, "").ToBytes()).Line;
        At(seconds + 6, new AgentEvent.StatusReported(7));
    }

    private static string Told(StateInterval interval) => string.Join(' ', new[]
    {
        interval.State.ToString(),
        interval.State == AgentState.Unknown ? interval.Reason : null,
        interval.Length.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        interval.CallId is null ? null : interval.Marks.ToString(),
        interval.CallId,
    }.Where(part => !string.IsNullOrEmpty(part)));

    private ObservedEvent At(double seconds, AgentEvent happened, double? made = null)
    {
        var observed = new ObservedEvent
        {
            Sequence = ++_sequence,
            Agent = Id,
            ReceivedAt = Noon.AddSeconds(seconds),
            GeneratedAt = made is { } told ? Noon.AddSeconds(told) : null,
            Origin = EventOrigin.Gateway,
            Type = "x",
            Event = happened,
        };
        (_line, var ended) = (_line ?? AgentLine.Begin(observed)).Apply(observed);
        if (ended is { } interval) _ended.Add(interval);
        return observed;
    }
}
