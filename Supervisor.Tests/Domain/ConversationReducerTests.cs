using Supervisor.Domain.Conversations;

namespace Supervisor.Tests.Domain;

public sealed class ConversationReducerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private long _sequence;

    private static Utterance Customer(UtteranceStage stage, string text = "", string call = "c1") =>
        new() { CallId = call, Speaker = Speaker.Customer, SpeakerId = "138", Stage = stage, Readings = text.Length == 0 ? [] : [text], Confidence = text.Length == 0 ? null : 0.9 };

    private static Utterance Agent(UtteranceStage stage, string text = "", string call = "c1") => Customer(stage, text, call) with { Speaker = Speaker.Agent, SpeakerId = "291" };

    private RecentCalls Fold(params Utterance[] heard) => Fold(RecentCalls.None, heard);

    private RecentCalls Fold(RecentCalls calls, params Utterance[] heard) =>
        heard.Aggregate(calls, (before, utterance) => ConversationReducer.Apply(before, utterance, ++_sequence, Noon.AddSeconds(_sequence)));

    private static string Shown(RecentCalls calls) =>
        string.Join(" | ", calls.Current!.Lines.Select(line => $"{line.Speaker}:{line.State}:{(line.Encrypted ? "encrypted" : line.Error ?? line.Text)}"));

    [Theory]
    [InlineData(UtteranceStage.Final)]
    [InlineData(UtteranceStage.Ended)]
    public void Apply_BeganInterimAndFinal_OneLineThatSettles(UtteranceStage final)
    {
        var calls = Fold(Customer(UtteranceStage.Began));
        Assert.Equal("Customer:Typing:", Shown(calls));
        calls = Fold(calls, Customer(UtteranceStage.Interim, "I want"));
        Assert.Equal("Customer:Interim:I want", Shown(calls));
        calls = Fold(calls, Customer(UtteranceStage.Interim, "I want to cancel"));
        Assert.Equal("Customer:Interim:I want to cancel", Shown(calls));
        calls = Fold(calls, Customer(final, "Ice cream, please"));
        Assert.Equal("Customer:Settled:Ice cream, please", Shown(calls));
        Assert.Equal((Noon.AddSeconds(1), Noon.AddSeconds(4), 0.9), (calls.Current!.Lines[0].At, calls.Current.Lines[0].ChangedAt, calls.Current.Lines[0].Confidence));
    }

    [Fact]
    public void Apply_EndedWithoutContent_WhatStandsIsFinalAndAMarkGoes()
    {
        Assert.Equal("Customer:Settled:Good morning", Shown(Fold(Customer(UtteranceStage.Interim, "Good morning"), Customer(UtteranceStage.Ended))));
        Assert.Equal("Customer:Settled:x", Shown(Fold(Customer(UtteranceStage.Final, "x"), Customer(UtteranceStage.Began), Customer(UtteranceStage.Ended))));
    }

    [Fact]
    public void Apply_InterimSentenceAfterSentence_NothingSaidDisappears() =>
        Assert.Equal("Customer:Settled:Good morning | Customer:Interim:My order is late",
            Shown(Fold(Customer(UtteranceStage.Interim, "Good morning"), Customer(UtteranceStage.Interim, "My order is late"))));

    [Fact]
    public void Apply_InterimRevised_Replaces() =>
        Assert.Equal("Customer:Interim:我想取消订单", Shown(Fold(Customer(UtteranceStage.Interim, "我想去"), Customer(UtteranceStage.Interim, "我想取消订单"))));

    [Fact]
    public void Apply_BothSpeakAtOnce_EachHasALineOfTheirOwnInOrderOfBeginning() =>
        Assert.Equal("Customer:Settled:hello there | Agent:Interim:good morn",
            Shown(Fold(Customer(UtteranceStage.Began), Agent(UtteranceStage.Began), Agent(UtteranceStage.Interim, "good morn"), Customer(UtteranceStage.Final, "hello there"))));

    [Fact]
    public void Apply_TwoAgentsOfOneCall_AreToldApartByTheirIds()
    {
        var calls = Fold(Agent(UtteranceStage.Interim, "hello"), Agent(UtteranceStage.Final, "hello to you") with { SpeakerId = "292" });
        Assert.Equal(["291", "292"], calls.Current!.Lines.Select(line => line.SpeakerId));
    }

    [Fact]
    public void Apply_Error_ShownAsSuchBesideTheInterimText() =>
        Assert.Equal("Customer:Settled:I want | Customer:Failed:7",
            Shown(Fold(Customer(UtteranceStage.Interim, "I want"), Customer(UtteranceStage.Failed) with { Error = "7" })));

    [Fact]
    public void Apply_Encrypted_MarkedAndNothingOfTheContentKept()
    {
        var calls = Fold(Customer(UtteranceStage.Interim, "abc"), Customer(UtteranceStage.Final) with { Encrypted = true, Readings = ["U2FsdGVk"] });
        Assert.Equal("Customer:Settled:encrypted", Shown(calls));
        Assert.Equal("", calls.Current!.Lines[0].Text);
    }

    [Fact]
    public void Apply_NextCall_BecomesCurrentAndALateEndDoesNotBringTheOldOneBack()
    {
        var calls = Fold(Customer(UtteranceStage.Interim, "one", "a"), Customer(UtteranceStage.Interim, "two", "b"), Customer(UtteranceStage.Ended, "", "a"));
        Assert.Equal("b", calls.Current!.CallId);
        Assert.Equal(LineState.Settled, calls.Calls[1].Lines[0].State);
        Assert.Equal("a", Fold(calls, Customer(UtteranceStage.Final, "back again", "a")).Current!.CallId);
        Assert.Equal(ConversationReducer.MostCalls, Fold(calls, Customer(UtteranceStage.Final, "x", "c"), Customer(UtteranceStage.Final, "x", "d")).Calls.Count);
    }

    [Fact]
    public void Apply_NothingToSee_SameReference()
    {
        var calls = Fold(Customer(UtteranceStage.Final, "done"));
        Assert.Same(calls, Fold(calls, Customer(UtteranceStage.Ended)));
        Assert.Same(calls, Fold(calls, Customer(UtteranceStage.Interim)));
        Assert.Same(RecentCalls.None, Fold(Customer(UtteranceStage.Ended)));
    }

    [Fact]
    public void Apply_ManyAndLong_Bounded()
    {
        var calls = Fold([.. Enumerable.Range(1, 250).Select(n => Customer(UtteranceStage.Final, $"line {n}"))]);
        Assert.Equal((200, 50, "line 51"), (calls.Current!.Lines.Count, calls.Current.Dropped, calls.Current.Lines[0].Text));
        var clipped = Fold(Customer(UtteranceStage.Final, new string('x', 1_999) + "😀" + new string('y', 50))).Current!.Lines[0].Text;
        Assert.Equal(new string('x', 1_999), clipped);
    }

    [Fact]
    public void After_EarlierRunOfTheSameCall_GoesBeforeWithItsOpenLinesSettled()
    {
        var earlier = Fold(Customer(UtteranceStage.Interim, "before"), Agent(UtteranceStage.Began)).Current!;
        var now = Fold(Customer(UtteranceStage.Final, "after")).Current!;
        Assert.Equal("Customer:Settled:before | Customer:Settled:after", Shown(new RecentCalls([now.After(earlier)])));
        Assert.Same(now, now.After(earlier with { CallId = "other" }));
    }

    [Fact]
    public void Apply_RandomResults_BoundsHoldAndEachSpeakerHasOneOpenLine()
    {
        var random = new Random(11);
        var stages = Enum.GetValues<UtteranceStage>();
        var calls = RecentCalls.None;
        for (var n = 0; n < 20_000; n++)
        {
            var heard = (random.Next(2) == 0 ? Customer(stages[random.Next(stages.Length)], Text(), $"c{random.Next(5)}") : Agent(stages[random.Next(stages.Length)], Text(), $"c{random.Next(5)}"))
                with
            { Encrypted = random.Next(20) == 0 };
            calls = Fold(calls, heard);
            Assert.InRange(calls.Calls.Count, 0, ConversationReducer.MostCalls);
            foreach (var call in calls.Calls)
            {
                Assert.InRange(call.Lines.Count, 0, ConversationReducer.MostLines);
                Assert.All(call.Lines.Where(line => line.IsOpen).GroupBy(line => (line.Speaker, line.SpeakerId)), open => Assert.Single(open));
                Assert.DoesNotContain(call.Lines, line => line.Encrypted && line.Text.Length > 0);
            }
        }

        string Text() => random.Next(3) == 0 ? "" : new string((char)('a' + random.Next(3)), random.Next(1, 30));
    }
}
