using System.Diagnostics.CodeAnalysis;
using Supervisor.Domain.Agents;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>How a push was met.</summary>
internal enum PushOutcome
{
    /// <summary>Handed on, or kept until the sign-in is answered.</summary>
    Taken,

    /// <summary>The token belongs to another agent.</summary>
    UnknownAgent,

    /// <summary>More came before the sign-in was answered than we keep.</summary>
    NoRoom,
}

/// <summary>
/// The events that the gateway pushes for one session: one push after the other, in order. What comes before the sign-in is answered is kept until it
/// is (protocol.md section 7.5); what came already is dropped and counted.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle; a push may still reach a session that has just ended.")]
internal sealed class PushFeed
{
    /// <summary>Most events kept before the sign-in is answered.</summary>
    public const int MostKept = 5_000;

    private readonly AgentId _agent;
    private readonly Func<GatewayEvent, CancellationToken, ValueTask> _post;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RecentEvents _recent = new();
    private Func<CancellationToken, Task<IReadOnlyList<GatewayEvent>>>? _readStored;
    private List<GatewayEvent>? _kept;
    private TaskCompletionSource _released = Released();
    private long _received;
    private long _duplicates;

    /// <param name="agent">Whose.</param>
    /// <param name="callers">Where its tokens are known.</param>
    /// <param name="post">Takes one event further.</param>
    /// <param name="readStored">Reads what an earlier run has stored, newest last; null where the session begins with a sign-in.</param>
    public PushFeed(AgentId agent, TokenTable<PushFeed> callers, Func<GatewayEvent, CancellationToken, ValueTask> post, Func<CancellationToken, Task<IReadOnlyList<GatewayEvent>>>? readStored = null)
    {
        (_agent, _post, _readStored) = (agent, post, readStored);
        Tokens = new PushTokens(this, callers);
    }

    /// <summary>What the gateway shows when it pushes.</summary>
    public PushTokens Tokens { get; }

    /// <summary>Events received, those dropped as duplicates left out.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Events dropped because they came a second time.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Ends when nothing is kept back any longer.</summary>
    public Task HandedOn => Volatile.Read(ref _released).Task;

    /// <summary>From now on events are kept back.</summary>
    public async Task HoldAsync()
    {
        await _turn.WaitAsync();
        _kept = [];
        if (_released.Task.IsCompleted) Volatile.Write(ref _released, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _turn.Release();
    }

    /// <summary>The sign-in was answered: hands on what was kept back, or drops it where it was refused.</summary>
    public async Task ReleaseAsync(bool signedIn, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var sent in signedIn ? _kept ?? [] : []) await _post(sent, cancellationToken);
            _kept = null;
            _released.TrySetResult();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes one push whose token was right.</summary>
    public async Task<PushOutcome> TakeAsync(PushBody body, CancellationToken cancellationToken)
    {
        if (body.WorkNo.Length > 0 && body.WorkNo != _agent.WorkNo) return PushOutcome.UnknownAgent;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await RecallAsync(cancellationToken);
            if (_kept?.Count + body.Events.Count > MostKept) return PushOutcome.NoRoom;
            foreach (var sent in body.Events) await TakeAsync(sent, cancellationToken);
            _recent.Forget(body.Events.Count);
            return PushOutcome.Taken;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Nothing more is taken.</summary>
    public void End()
    {
        Tokens.End();
        _released.TrySetResult();
    }

    private static TaskCompletionSource Released()
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        released.SetResult();
        return released;
    }

    // A run that was killed between the disk and its answer has events that the gateway takes for lost.
    private async Task RecallAsync(CancellationToken cancellationToken)
    {
        if (_readStored is not { } read) return;
        _readStored = null;
        foreach (var stored in await read(cancellationToken)) _recent.IsNew(stored);
    }

    private ValueTask TakeAsync(GatewayEvent sent, CancellationToken cancellationToken)
    {
        if (!_recent.IsNew(sent))
        {
            Interlocked.Increment(ref _duplicates);
            return ValueTask.CompletedTask;
        }

        Interlocked.Increment(ref _received);
        if (_kept is null) return _post(sent, cancellationToken);
        _kept.Add(sent);
        return ValueTask.CompletedTask;
    }
}
