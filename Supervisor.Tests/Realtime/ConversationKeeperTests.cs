using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Realtime;

public sealed class ConversationKeeperTests
{
    private static readonly AgentId Ann = new("demo", "291");
    private static readonly AgentId Bob = new("demo", "292");
    private readonly ManualTimeProvider _time = new(TempStore.Noon);
    private readonly ConversationKeeper _keeper;

    public ConversationKeeperTests() => _keeper = new ConversationKeeper(_time, NullLogger<ConversationKeeper>.Instance);

    private ObservedEvent Said(long sequence, string text, AgentId agent) => TempStore.Event(sequence, agent.WorkNo, Utterance.EventType) with
    {
        ReceivedAt = _time.GetUtcNow(),
        Event = new AgentEvent.Recognised(new Utterance { CallId = "c", Stage = UtteranceStage.Final, Readings = [text] }),
    };

    [Fact]
    public async Task Subscribe_SnapshotThenTheLatestOfThatAgentOnly()
    {
        _keeper.Hear(Said(1, "one", Ann));
        using var subscription = _keeper.Subscribe(Ann);
        Assert.Equal(["one"], Texts(subscription.Snapshot));
        _keeper.Hear(Said(2, "two", Ann));
        _keeper.Hear(Said(3, "not hers", Bob));
        _keeper.Hear(Said(4, "three", Ann));
        await using var later = subscription.ReadAllAsync(default).GetAsyncEnumerator();
        Assert.True(await later.MoveNextAsync());
        Assert.Equal(["one", "two", "three"], Texts(later.Current));
    }

    [Fact]
    public async Task Dispose_Subscription_EndsItsStreamAndLeavesNobody()
    {
        var subscription = _keeper.Subscribe(Ann);
        Assert.Equal(1, _keeper.Readers);
        subscription.Dispose();
        Assert.Equal(0, _keeper.Readers);
        await foreach (var _ in subscription.ReadAllAsync(default)) Assert.Fail("The stream goes on.");
    }

    [Fact]
    public void Hear_OtherEvents_Ignored()
    {
        _keeper.Hear(TempStore.Event(1));
        using var subscription = _keeper.Subscribe(Ann);
        Assert.Same(RecentCalls.None, subscription.Snapshot);
    }

    [Fact]
    public void Hear_AfterItsMemory_Forgotten()
    {
        _keeper.Hear(Said(1, "one", Ann));
        _time.Advance(ConversationKeeper.Memory);
        using (var still = _keeper.Subscribe(Ann)) Assert.NotNull(still.Snapshot.Current);
        _time.Advance(TimeSpan.FromHours(1));
        using var gone = _keeper.Subscribe(Ann);
        Assert.Null(gone.Snapshot.Current);
    }

    [Fact]
    public void Hear_FaultOfTheReducer_LoggedAndTheFloorGoesOn()
    {
        var log = new LogLines();
        var keeper = new ConversationKeeper(_time, log.For<ConversationKeeper>());
        keeper.Hear(Said(1, "x", Ann) with { Event = new AgentEvent.Recognised(null!) });
        Assert.Equal([3010], log.Ids);
    }

    private static IEnumerable<string> Texts(RecentCalls calls) => calls.Current!.Lines.Select(line => line.Text);
}
