using System.Runtime.InteropServices;
using System.Threading.Channels;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Realtime;

/// <summary>
/// The single writer of the floor: folds one input after the other, numbers every event, hands it to the history and publishes the picture.
/// </summary>
internal sealed class FloorKeeper(FloorFeed feed, IEventSink history, ConversationKeeper conversations, TimeProvider time, ILogger<FloorKeeper> logger, FloorMetrics? metrics = null) : IHostedService
{
    private const int InputCapacity = 20_000;
    private const int MostPerPublish = 256;

    private static readonly TimeSpan LongestFold = TimeSpan.FromSeconds(10);

    // Full: the session waits with its event and polls later; the gateway keeps what it has not delivered yet.
    private readonly Channel<Turn> _inputs = Channel.CreateBounded<Turn>(
        new BoundedChannelOptions(InputCapacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private FloorSnapshot _floor = FloorSnapshot.Empty;
    private readonly HashSet<AgentId> _owed = [];
    private readonly List<DateTimeOffset> _received = new(MostPerPublish);
    private readonly List<(long Revision, AgentId? Agent)> _changes = new(MostPerPublish);
    private long _sequence;
    private Task _folding = Task.CompletedTask;

    /// <summary>Inputs that wait to be folded.</summary>
    public int Waiting => _inputs.Reader.Count;

    /// <summary>Events numbered since the start of the store.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>False once the loop has ended: before the start, after the stop, and if a fault of ours has ended it.</summary>
    public bool IsFolding => !_folding.IsCompleted;

    /// <summary>Hands in what happened; waits only while the keeper is far behind.</summary>
    public ValueTask PostAsync(FloorInput input, CancellationToken cancellationToken) => _inputs.Writer.WriteAsync(new Turn(input, null), cancellationToken);

    /// <summary>Waits until what was handed in so far is folded, and on the disk or recorded as lost.</summary>
    /// <param name="longest">When to stop waiting for a slow disk; the events wait for it in memory then.</param>
    /// <returns>False when it is not known to be on the disk: too slow, or the keeper stops.</returns>
    public async Task<bool> SettleAsync(TimeSpan longest)
    {
        try
        {
            await WrittenAsync().WaitAsync(longest, time);
            return true;
        }
        catch (Exception late) when (late is TimeoutException or ChannelClosedException)
        {
            return false;
        }
    }

    private async Task WrittenAsync()
    {
        var folded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _inputs.Writer.WriteAsync(new Turn(null, folded));
        await folded.Task;
        await history.WrittenAsync();
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _sequence = await history.LastSequenceAsync(cancellationToken);
        _folding = Task.Run(FoldAllAsync, CancellationToken.None);
    }

    /// <summary>Folds what is left; the sessions have stopped before.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _inputs.Writer.TryComplete();
        // a moment's work, and not given up because something before it has used up the time there is to stop
        await _folding.WaitAsync(LongestFold, time, CancellationToken.None);
        feed.Complete();
    }

    private async Task FoldAllAsync()
    {
        while (await _inputs.Reader.WaitToReadAsync())
        {
            for (var i = 0; i < MostPerPublish && _inputs.Reader.TryRead(out var turn); i++)
            {
                if (turn.Input is not null) Change(turn.Input);
                if (turn.Input is FloorInput.Happened { Event: { Origin: EventOrigin.Gateway, ReceivedAt: var received } }) _received.Add(received);
                turn.Reached?.TrySetResult();
            }

            if (_changes.Count > 0) feed.Publish(_floor, CollectionsMarshal.AsSpan(_changes));
            _changes.Clear();
            Measure();
        }
    }

    private void Change(FloorInput input)
    {
        var before = _floor;
        Fold(input);
        if (!ReferenceEquals(before, _floor)) _changes.Add((_floor.Revision, AgentOf(input)));
    }

    private static AgentId? AgentOf(FloorInput input) => input switch
    {
        FloorInput.Happened happened => happened.Event.Agent,
        FloorInput.Distrusted distrusted => distrusted.Agent,
        _ => null,
    };

    private void Measure()
    {
        if (_received.Count == 0) return;
        var now = time.GetUtcNow();
        foreach (var received in _received) metrics?.Shown(now - received);
        _received.Clear();
    }

    // What was lost on the way to the history did reach the floor: as soon as there is room again, the history is told how everybody stands.
    private void PayOwed()
    {
        foreach (var agent in _owed.Where(owed => !_floor.Agents.ContainsKey(owed)).ToArray()) _owed.Remove(agent);
        foreach (var agent in _owed.ToArray())
        {
            if (!history.HasRoom || !history.TryWrite(PictureEvent.Of(_floor.Agents[agent], time.GetUtcNow()) with { Sequence = ++_sequence })) return;
            _owed.Remove(agent);
        }
    }

    // what the floor shows of an agent and what the history counts must not part
    private bool Turns(ObservedEvent observed) =>
        _floor.Agents.TryGetValue(observed.Agent, out var agent) && AgentReducer.Apply(agent, observed) is var next && (next.State, next.Reason) != (agent.State, agent.Reason);

    // An input, or a mark that says when everything before it is folded.
    private readonly record struct Turn(FloorInput? Input, TaskCompletionSource? Reached);

    private void Fold(FloorInput input)
    {
        try
        {
            if (input is FloorInput.Happened { Keep: Keep.WhereNew } && ReferenceEquals(FloorReducer.Apply(_floor, input), _floor)) return;
            if (input is FloorInput.Happened happened && (happened.Keep != Keep.WhereItTurns || Turns(happened.Event)))
            {
                var numbered = happened.Event with { Sequence = ++_sequence };
                if (!history.TryWrite(numbered)) _owed.Add(numbered.Agent);
                conversations.Hear(numbered);
                input = happened with { Event = numbered };
            }

            _floor = FloorReducer.Apply(_floor, input);
            if (_owed.Count > 0) PayOwed();
        }
        catch (Exception fault)
        {
            // A reducer that throws is a bug. The event is kept, the agent is no longer trusted, everybody else goes on.
            var agent = (input as FloorInput.Happened)?.Event.Agent;
            logger.FoldFailed(fault, agent?.ToString() ?? input.GetType().Name, (input as FloorInput.Happened)?.Event.Type ?? "");
            if (agent is { } distrusted) _floor = FloorReducer.Apply(_floor, new FloorInput.Distrusted(distrusted, time.GetUtcNow()));
        }
    }
}
