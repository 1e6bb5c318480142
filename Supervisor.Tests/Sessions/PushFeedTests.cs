using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class PushFeedTests
{
    private readonly List<string> _posted = [];
    private readonly PushFeed _feed;

    public PushFeedTests() => _feed = new PushFeed(new AgentId("g", "291"), new(TimeProvider.System), Post);

    [Fact]
    public async Task Take_WhileHeld_IsHandedOnInOrderAfterTheSignIn()
    {
        await _feed.HoldAsync();
        await TakeAsync(Sent("A"), Sent("B"));
        await TakeAsync(Sent("C"));
        Assert.Empty(_posted);

        await _feed.ReleaseAsync(signedIn: true, default);
        await TakeAsync(Sent("D"));

        Assert.Equal(["A", "B", "C", "D"], _posted);
    }

    [Fact]
    public async Task HandedOn_WhileHeld_EndsWithTheRelease()
    {
        Assert.True(_feed.HandedOn.IsCompleted);
        await _feed.HoldAsync();
        await TakeAsync(Sent("A"));
        var handedOn = _feed.HandedOn;
        Assert.False(handedOn.IsCompleted);
        await _feed.ReleaseAsync(signedIn: true, default);
        await handedOn;
        Assert.Equal(["A"], _posted);
    }

    [Fact]
    public async Task Release_SignInRefused_DropsWhatWasHeld()
    {
        await _feed.HoldAsync();
        await TakeAsync(Sent("A"));
        await _feed.ReleaseAsync(signedIn: false, default);

        Assert.Empty(_posted);
    }

    [Fact]
    public async Task Take_MoreThanIsHeld_IsRefusedWhole()
    {
        await _feed.HoldAsync();

        Assert.Equal(PushOutcome.Taken, await TakeAsync([.. Enumerable.Repeat(Sent("A"), PushFeed.MostKept)]));
        Assert.Equal(PushOutcome.NoRoom, await TakeAsync(Sent("B")));
    }

    [Fact]
    public async Task Take_OtherAgent_IsRefused()
    {
        Assert.Equal(PushOutcome.UnknownAgent, await _feed.TakeAsync(new PushBody("292", [Sent("A")]), default));
        Assert.Empty(_posted);
        Assert.Equal(PushOutcome.Taken, await _feed.TakeAsync(new PushBody("", [Sent("A")]), default));
    }

    [Fact]
    public async Task Take_TheSameAgain_IsDroppedAndCounted()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_732_000_000_000);
        GatewayEvent[] push = [.. Enumerable.Range(0, 100).Select(i => Sent("AgentState_Ready", at.AddMilliseconds(i)))];
        await TakeAsync(push);
        await TakeAsync(push);
        await TakeAsync(Sent("AgentState_Ready", at.AddMilliseconds(99), "{}"u8.ToArray()), Sent("AgentState_Work", at.AddMilliseconds(99)));

        Assert.Equal((102, 102L, 100L), (_posted.Count, _feed.Received, _feed.Duplicates));
    }

    [Fact]
    public async Task Take_WhatAnEarlierRunHasStored_IsDroppedAndCounted()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_732_000_000_000);
        var reads = 0;
        var feed = new PushFeed(new AgentId("g", "291"), new(TimeProvider.System), Post, _ =>
        {
            reads++;
            return Task.FromResult<IReadOnlyList<GatewayEvent>>([Sent("AgentState_Work", at, "{}"u8.ToArray()), Sent("AgentState_Ready", at.AddMilliseconds(1))]);
        });
        await feed.TakeAsync(new PushBody("291", [Sent("AgentState_Work", at, "{}"u8.ToArray()), Sent("AgentState_Ready", at.AddMilliseconds(1)), Sent("AgentState_Busy", at.AddMilliseconds(2))]), default);
        await feed.TakeAsync(new PushBody("291", [Sent("AgentState_Busy", at.AddMilliseconds(3))]), default);

        Assert.Equal(["AgentState_Busy", "AgentState_Busy"], _posted);
        Assert.Equal((2L, 1), (feed.Duplicates, reads));
    }

    [Fact]
    public async Task Take_TheSameWithoutTime_IsAnotherEvent()
    {
        await TakeAsync(Sent("AgentState_Ready"), Sent("AgentState_Ready"));

        Assert.Equal(2, _posted.Count);
    }

    private ValueTask Post(GatewayEvent sent, CancellationToken cancellationToken)
    {
        _posted.Add(sent.Type);
        return ValueTask.CompletedTask;
    }

    private Task<PushOutcome> TakeAsync(params GatewayEvent[] events) => _feed.TakeAsync(new PushBody("291", events), default);

    private static GatewayEvent Sent(string type, DateTimeOffset? generatedAt = null, ReadOnlyMemory<byte> content = default) => new(type, "291", generatedAt, content);
}
