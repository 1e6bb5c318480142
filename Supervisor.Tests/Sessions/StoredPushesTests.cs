using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

/// <summary>A run that was killed between the disk and its answer: the gateway sends again what the next run must know.</summary>
public sealed class StoredPushesTests
{
    private static readonly AgentId Ann = new("demo", "291");

    [Fact]
    public async Task Push_RepeatedOverARestart_IsKnownFromTheStore()
    {
        using var store = await TempStore.CreateAsync();
        GatewayEvent[] push = [Sent(0, null), Sent(0, "{\"reason\": \"2\"}"), Sent(7, null)];
        store.Append(push.Select((sent, i) => TempStore.Event(i + 1, type: sent.Type) with { GeneratedAt = sent.GeneratedAt, Content = sent.Content }));
        store.Append([TempStore.Event(4, "292", push[0].Type) with { GeneratedAt = push[0].GeneratedAt.GetValueOrDefault().AddSeconds(1) }]);
        List<GatewayEvent> posted = [];
        var feed = new PushFeed(Ann, new TokenTable<PushFeed>(TimeProvider.System), (sent, _) =>
        {
            posted.Add(sent);
            return ValueTask.CompletedTask;
        }, cancelled => Stored(store).ReadAsync(Ann, cancelled));

        // the time of the other agent's event, too: that one was never this agent's
        await feed.TakeAsync(new PushBody("291", [.. push, Sent(1_000, null)]), default);

        Assert.Equal(3, feed.Duplicates);
        Assert.Equal(Sent(1_000, null).GeneratedAt, Assert.Single(posted).GeneratedAt);
    }

    [Fact]
    public async Task Read_MoreThanItTakes_GivesTheNewestOldestFirst()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, StoredPushes.Most + 5).Select(n => TempStore.Event(n) with { GeneratedAt = TempStore.Noon.AddSeconds(n) }));
        var read = await Stored(store).ReadAsync(Ann, default);
        Assert.Equal(Enumerable.Range(6, StoredPushes.Most).Select(n => (DateTimeOffset?)TempStore.Noon.AddSeconds(n)), read.Select(sent => sent.GeneratedAt));
    }

    [Fact]
    public async Task Read_StoreThatCannotBeRead_GivesNothing()
    {
        using var store = new TempStore();
        Assert.Empty(await Stored(store).ReadAsync(Ann, default));
    }

    private static StoredPushes Stored(TempStore store) => new(store.Events, NullLogger<StoredPushes>.Instance);

    private static GatewayEvent Sent(int milliseconds, string? content) =>
        new("AgentState_Ready", "291", TempStore.Noon.AddMilliseconds(milliseconds), content is null ? default : System.Text.Encoding.UTF8.GetBytes(content));
}
