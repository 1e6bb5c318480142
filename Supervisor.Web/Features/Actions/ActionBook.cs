using System.Collections.Immutable;
using System.Threading.Channels;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Actions;

/// <summary>
/// What was asked of each agent, and what became of it: one record per agent, so that the book is as large as the floor and no larger. The gateway's answer is written by the desk, the event that
/// confirms it comes with the picture of the floor. All writing is under one lock; readers get immutable records.
/// </summary>
internal sealed class ActionBook(TimeProvider time) : IDisposable
{
    /// <summary>How long an event is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A sign-in waits for its turn among others.</summary>
    public static readonly TimeSpan SignInPatience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly HashSet<Channel<bool>> _readers = [];
    private readonly Dictionary<AgentId, ITimer> _timers = [];
    private ImmutableDictionary<AgentId, ActionRecord> _records = ImmutableDictionary<AgentId, ActionRecord>.Empty;
    private long _number;

    /// <summary>The last action on an agent; null where there was none.</summary>
    public ActionRecord? Find(AgentId agent) => Volatile.Read(ref _records).GetValueOrDefault(agent);

    /// <summary>Opens a record: from now on everybody sees that something was asked.</summary>
    public ActionRecord Begin(AgentId agent, AgentCommand command, string by, AgentId? inspector)
    {
        lock (_lock)
        {
            var begun = new ActionRecord(++_number, agent, command, by, time.GetUtcNow()) { Inspector = inspector };
            Put(begun);
            return begun;
        }
    }

    /// <summary>Writes down how the gateway answered.</summary>
    /// <param name="begun">The record as it was begun.</param>
    /// <param name="end">The answer.</param>
    /// <param name="isEnough">No event follows: the answer is the confirmation.</param>
    /// <param name="isDeferred">It happens after the call, or after the after-call work.</param>
    public void Answered(ActionRecord begun, OrderEnd end, bool isEnough = false, bool isDeferred = false)
    {
        lock (_lock)
        {
            // another action has taken its place, or the event has overtaken the answer
            if (Find(begun.Agent) is not { Standing: ActionStanding.Sending } open || open.Number != begun.Number) return;
            var now = time.GetUtcNow();
            Put(end switch
            {
                { IsAccepted: true } when isEnough => open with { Standing = ActionStanding.Confirmed, SettledAt = now },
                { IsAccepted: true } => open with { Standing = isDeferred ? ActionStanding.Deferred : ActionStanding.Waiting },
                { Answer.Kind: Domain.Sessions.AnswerKind.Refused } => open with { Standing = ActionStanding.Refused, Code = end.Answer.Code, Note = end.Note, SettledAt = now },
                { Answer.Code: Gateway.Failure.NotSent } => open with { Standing = ActionStanding.NotSent, Code = end.Answer.Code, SettledAt = now },
                _ => open with { Standing = ActionStanding.NoAnswer, Code = end.Answer.Code, SettledAt = now },
            });
        }
    }

    /// <summary>Looks whether the events have shown what was waited for.</summary>
    public void Look(FloorSnapshot floor)
    {
        foreach (var (agent, record) in Volatile.Read(ref _records))
        {
            if (!floor.Agents.TryGetValue(agent, out var snapshot)) Forget(record);
            else if (record.IsOpen) Look(record, snapshot, record.Inspector is { } inspector ? floor.Agents.GetValueOrDefault(inspector) : null);
        }
    }

    /// <summary>Tells of changes: one slot, since a reader looks at the records it shows anyway.</summary>
    public async IAsyncEnumerable<bool> ChangesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var slot = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock) _readers.Add(slot);
        try
        {
            await foreach (var change in slot.Reader.ReadAllAsync(cancellationToken)) yield return change;
        }
        finally
        {
            lock (_lock) _readers.Remove(slot);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var timer in _timers.Values) timer.Dispose();
            _timers.Clear();
        }
    }

    private void Look(ActionRecord record, AgentSnapshot agent, AgentSnapshot? inspector)
    {
        if (CommandRules.IsConfirmed(record.Command, agent, inspector)) Replace(record, record with { Standing = ActionStanding.Confirmed, SettledAt = time.GetUtcNow(), Code = null, Note = null });
        // what it waited for is over: from now on the event must come soon
        else if (record.Standing == ActionStanding.Deferred && !agent.State.InCall() && agent.State != AgentState.WrapUp) Replace(record, record with { Standing = ActionStanding.Waiting });
    }

    private void Replace(ActionRecord before, ActionRecord after)
    {
        lock (_lock)
        {
            if (ReferenceEquals(Find(before.Agent), before)) Put(after);
        }
    }

    private void Forget(ActionRecord record)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(Find(record.Agent), record)) return;
            Volatile.Write(ref _records, _records.Remove(record.Agent));
            StopTimer(record.Agent);
        }
    }

    private void Put(ActionRecord record)
    {
        Volatile.Write(ref _records, _records.SetItem(record.Agent, record));
        StopTimer(record.Agent);
        if (record.Standing == ActionStanding.Waiting)
            _timers[record.Agent] = time.CreateTimer(_ => Expire(record), null, record.Command.Kind is CommandKind.SignIn or CommandKind.TakeOver ? SignInPatience : Patience, Timeout.InfiniteTimeSpan);
        foreach (var reader in _readers) reader.Writer.TryWrite(true);
    }

    private void StopTimer(AgentId agent)
    {
        if (_timers.Remove(agent, out var timer)) timer.Dispose();
    }

    private void Expire(ActionRecord waiting) => Replace(waiting, waiting with { Standing = ActionStanding.Unconfirmed, SettledAt = time.GetUtcNow() });
}
