using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Observability;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;

namespace Supervisor.Tests.Realtime;

public sealed class FloorKeeperTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Ann = new("g", "291");

    private readonly FloorFeed _feed = new();
    private readonly KeptEvents _history = new() { Last = 41 };
    private FloorKeeper _keeper = null!;

    public async Task InitializeAsync()
    {
        _keeper = new FloorKeeper(_feed, _history, new ConversationKeeper(TimeProvider.System, NullLogger<ConversationKeeper>.Instance), TimeProvider.System, NullLogger<FloorKeeper>.Instance);
        await _keeper.StartAsync(default);
        await _keeper.PostAsync(new FloorInput.Staffed([new AgentProfile(Ann, "Ann", "")], Noon), default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Post_Events_AreNumberedOnFromTheStoreKeptAndFolded()
    {
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Rest));
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Busy, "200"));
        await _keeper.StopAsync(default);
        Assert.Equal([42L, 43L], _history.Kept.Select(kept => kept.Sequence));
        Assert.Equal((AgentState.Busy, 43L), (_feed.Current.Agents[Ann].State, _feed.Current.Agents[Ann].LastSequence));
    }

    [Fact]
    public async Task Post_Events_TellWhomTheyChanged()
    {
        await _keeper.PostAsync(new FloorInput.Staffed([new AgentProfile(Ann, "Ann", ""), new AgentProfile(new AgentId("g", "292"), "Bob", "")], Noon), default);
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Rest));
        await Eventually.IsTrueAsync(() => _feed.Current.Agents.TryGetValue(Ann, out var agent) && agent.State == AgentState.Rest);
        var before = _feed.Current;
        await HappensAsync(new AgentEvent.CallHeld(null!));
        await Eventually.IsTrueAsync(() => _feed.Current.Agents[Ann].Reason == FloorReducer.InternalFault);
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Busy));
        await _keeper.StopAsync(default);
        Assert.Equal([Ann], _feed.ChangedBetween(before, _feed.Current)!);
        Assert.Null(_feed.ChangedBetween(FloorSnapshot.Empty, _feed.Current));
    }

    [Fact]
    public async Task Post_NotToKeep_ChangesTheFloorOnly()
    {
        await _keeper.PostAsync(new FloorInput.Happened(Observed(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Waiting })), Keep.WhereItTurns), default);
        await _keeper.StopAsync(default);
        Assert.Empty(_history.Kept);
        Assert.Equal(SessionPhase.Waiting, _feed.Current.Agents[Ann].Session.Phase);
    }

    [Fact]
    public async Task Post_ToKeepWhereItTurns_KeepsWhatChangesTheState()
    {
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Idle));
        for (var i = 0; i < 2; i++)
            await _keeper.PostAsync(new FloorInput.Happened(Observed(new AgentEvent.SessionMoved(SessionState.Initial with { Phase = SessionPhase.Waiting, LastCode = "connect", NextTryAt = Noon.AddSeconds(i) })), Keep.WhereItTurns), default);
        await _keeper.StopAsync(default);
        Assert.Equal(2, _history.Kept.Count);
        Assert.Equal((AgentState.Unknown, Noon.AddSeconds(1)), (_feed.Current.Agents[Ann].State, _feed.Current.Agents[Ann].Session.NextTryAt));
    }

    [Fact]
    public async Task Post_EventThatCannotBeFolded_KeepsItDistrustsTheAgentAndGoesOn()
    {
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Idle));
        await HappensAsync(new AgentEvent.CallHeld(null!));
        await Eventually.IsTrueAsync(() => _feed.Current.Agents.TryGetValue(Ann, out var agent) && agent.Reason == FloorReducer.InternalFault);
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Rest));
        await _keeper.StopAsync(default);
        Assert.Equal(3, _history.Kept.Count);
        Assert.Equal(AgentState.Rest, _feed.Current.Agents[Ann].State);
    }

    [Fact]
    public async Task Post_ToKeepWhereNew_KeepsWhatChangesThePictureOnly()
    {
        await _keeper.PostAsync(new FloorInput.Happened(Observed(new AgentEvent.StatusReported(3)), Keep.WhereNew), default);
        await _keeper.PostAsync(new FloorInput.Happened(Observed(new AgentEvent.StatusReported(3)), Keep.WhereNew), default);
        await _keeper.StopAsync(default);
        Assert.Equal(42L, Assert.Single(_history.Kept).Sequence);
        Assert.Equal((AgentState.Busy, 42L), (_feed.Current.Agents[Ann].State, _feed.Current.Agents[Ann].LastSequence));
    }

    [Fact]
    public async Task Settle_AfterPosts_FindsThemFoldedAndWritten()
    {
        for (var i = 0; i < 1_000; i++) await HappensAsync(new AgentEvent.StateEntered(i % 2 == 0 ? AgentState.Rest : AgentState.Busy));
        Assert.True(await _keeper.SettleAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(1_000, _history.Kept.Count);
        await _keeper.StopAsync(default);
        Assert.False(await _keeper.SettleAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Settle_SlowDisk_SaysSoAfterTheLimit()
    {
        _history.Written = new TaskCompletionSource().Task;
        await HappensAsync(new AgentEvent.StateEntered(AgentState.Rest));
        Assert.False(await _keeper.SettleAsync(TimeSpan.FromMilliseconds(1)));
        await Eventually.IsTrueAsync(() => _feed.Current.Agents.TryGetValue(Ann, out var agent) && agent.State == AgentState.Rest, "the picture does not wait for the disk");
        await _keeper.StopAsync(default);
    }

    [Fact]
    public async Task Post_Events_CountsHowLongEachOfAGatewayTookOnce()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var reader = new MetricsReader(meters);
        var keeper = new FloorKeeper(new FloorFeed(), _history, new ConversationKeeper(TimeProvider.System, NullLogger<ConversationKeeper>.Instance), TimeProvider.System, NullLogger<FloorKeeper>.Instance, new FloorMetrics(meters));
        await keeper.StartAsync(default);
        var observed = Observed(new AgentEvent.StateEntered(AgentState.Rest));
        foreach (var origin in (EventOrigin[])[EventOrigin.Gateway, EventOrigin.Supervisor, EventOrigin.Gateway])
            await keeper.PostAsync(new FloorInput.Happened(observed with { Origin = origin }), default);
        await keeper.StopAsync(default);
        Assert.Contains("supervisor_floor_lag_seconds_count 2\n", reader.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WithInputsWaiting_FoldsThemAll()
    {
        for (var i = 0; i < 10_000; i++) await HappensAsync(new AgentEvent.StateEntered(i % 2 == 0 ? AgentState.Rest : AgentState.Busy));
        await _keeper.StopAsync(default);
        Assert.Equal(10_000, _history.Kept.Count);
    }

    private ValueTask HappensAsync(AgentEvent happened) => _keeper.PostAsync(new FloorInput.Happened(Observed(happened)), default);

    private static ObservedEvent Observed(AgentEvent happened) =>
        new() { Agent = Ann, ReceivedAt = Noon, Origin = EventOrigin.Gateway, Type = "x", Event = happened };

    private sealed class KeptEvents : IEventSink
    {
        public bool HasRoom => true;

        public long Last { get; init; }

        public ConcurrentQueue<ObservedEvent> Kept { get; } = new();

        public Task<long> LastSequenceAsync(CancellationToken cancellationToken) => Task.FromResult(Last);

        public bool TryWrite(ObservedEvent observed)
        {
            Kept.Enqueue(observed);
            return true;
        }

        public Task Written { get; set; } = Task.CompletedTask;

        public Task WrittenAsync() => Written;
    }
}
