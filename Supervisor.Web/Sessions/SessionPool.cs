using System.Collections.Concurrent;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>Keeps running what the store desires: compares the two, starts what is missing, stops what is too much, restarts what has changed.</summary>
internal sealed class SessionPool(SessionRoster roster, SignInKeeper keeper, SessionSurroundings around, SessionBudget budget, ILoggerFactory loggers) : IHostedLifecycleService, ISessionPool, IDisposable
{
    /// <summary>How often desired is compared with running when nobody nudges.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    /// <summary>How long a graceful stop may take for all sign-outs together.</summary>
    public static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<AgentId, (AgentSession Session, Task Task)> _running = new();
    // also those that have ended: what the gateway still holds of them is kept for the next run
    private readonly ConcurrentDictionary<AgentId, AgentSession> _sessions = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly ILogger _logger = loggers.CreateLogger<SessionPool>();
    private readonly ILogger _sessionLogger = loggers.CreateLogger<AgentSession>();
    private readonly AbsentSessions _absent = new(around, budget, loggers.CreateLogger<SessionPool>());
    private DesiredSessions _desired = DesiredSessions.None;
    private TaskCompletionSource _nudged = NewNudge();
    private Task _reconciling = Task.CompletedTask;
    private Task _keeping = Task.CompletedTask;
    private Task _rounds = Task.CompletedTask;
    private Task? _tellingLeft;
    private Task? _ending;
    private IReadOnlyDictionary<AgentId, KeptSignIn> _kept = new Dictionary<AgentId, KeptSignIn>();
    private int _lastLive;
    private long _comparedAt;
    // a sign-in came or went, or events began or ceased to arrive: counting ten thousand each turn was a twentieth of what quiet sessions cost
    private volatile bool _moved = true;
    // false while nothing can be to do until the store changes or a session ends: comparing ten thousand each turn was a seventh of what quiet sessions cost
    private volatile bool _restless = true;

    /// <summary>True once desired and running have been compared for the first time.</summary>
    public bool Ready => SinceCompared is not null;

    /// <summary>Since desired and running were compared; null before the first time.</summary>
    public TimeSpan? SinceCompared => Interlocked.Read(ref _comparedAt) is var at and not 0 ? around.Time.GetElapsedTime(at) : null;

    /// <summary>Why not every session that is desired can run, in words that anybody may read; null where there is room for all.</summary>
    public string? Shortage => _absent.Shortage;

    /// <summary>Where every session stands, those too that find no room, for counting.</summary>
    public IEnumerable<SessionState> States => _running.Select(running => running.Value.Session.State).Concat(_absent.Waiting);

    /// <summary>Health of every session that is called back; each one is made for who asks.</summary>
    public IEnumerable<SessionHealth> Pushed => _running.Where(running => running.Value.Session.Plan.Callback is not null).Select(running => running.Value.Session.Health);

    /// <inheritdoc />
    public SessionHealth? Find(AgentId agent) => _running.TryGetValue(agent, out var running) ? running.Session.Health : null;

    /// <inheritdoc />
    public bool Retry(AgentId agent) => With(agent, session => session.Retry());

    /// <inheritdoc />
    public bool TakeOver(AgentId agent) => With(agent, session => session.TakeOver());

    /// <inheritdoc />
    public Task<PasswordChangeEnd> ChangePasswordAsync(AgentId agent, PasswordChange change) =>
        _running.TryGetValue(agent, out var running) ? running.Session.ChangePasswordAsync(change) : Task.FromResult(PasswordChangeEnd.NotSent);

    /// <inheritdoc />
    public Task<OrderEnd> OrderAsync(AgentId agent, GatewayOrder order) =>
        _running.TryGetValue(agent, out var running) ? running.Session.OrderAsync(order) : Task.FromResult(OrderEnd.NotSent);

    /// <inheritdoc />
    public SignedOutHere? SignedOut(AgentId agent) => Volatile.Read(ref _desired).Find(agent)?.SignedOut;

    /// <inheritdoc />
    public AgentId? InspectorOf(string gateway) => Volatile.Read(ref _desired).InspectorOf(gateway);

    /// <inheritdoc />
    public void Nudge() => Volatile.Read(ref _nudged).TrySetResult();

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Only now, when everything else has started: nobody is signed in for an app that cannot listen.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _kept = keeper.Load();
        _reconciling = Task.Run(ReconcileForeverAsync, CancellationToken.None);
        _keeping = Task.Run(() => keeper.RunAsync(Held, _stopping.Token), CancellationToken.None);
        _rounds = Task.Run(() => new StatusRounds(() => _running.Select(running => running.Value.Session), around, _logger).RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Signs everybody out. Who asks a second time waits for the first: what is used here must not be disposed under it.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stopping) return _ending ??= EndAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Dispose();
        _abandon.Dispose();
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _reconciling;
        await Task.WhenAll(_keeping, _rounds, _tellingLeft ?? Task.CompletedTask);
        var running = _running.Values.ToList();
        _logger.SigningOut(running.Count);
        foreach (var (session, _) in running) session.Stop();
        try
        {
            await Task.WhenAll(running.Select(one => one.Task)).WaitAsync(StopDeadline, around.Time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            _logger.NotSignedOut(_running.Count);
            await _abandon.CancelAsync();
        }

        keeper.Save(Held());
    }

    private static TaskCompletionSource NewNudge() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool With(AgentId agent, Action<AgentSession> ask)
    {
        if (!_running.TryGetValue(agent, out var running)) return false;
        ask(running.Session);
        return true;
    }

    private async Task ReconcileForeverAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var nudged = NewNudge();
                Volatile.Write(ref _nudged, nudged);
                await ReconcileAsync();
                Interlocked.Exchange(ref _comparedAt, around.Time.GetTimestamp());
                LogLive();
                await Task.WhenAny(nudged.Task, Task.Delay(Turn, around.Time, _stopping.Token));
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // A store that is away for a while must not end the sessions that run.
                _restless = true;
                _logger.ReconcileFailed(fault, Turn.TotalSeconds);
                await Task.Delay(Turn, around.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReconcileAsync()
    {
        if (await roster.ReadAsync(_stopping.Token) is { } changed)
        {
            var before = _desired;
            Volatile.Write(ref _desired, new DesiredSessions(changed));
            _absent.Keep(_desired);
            await around.Post(new FloorInput.Staffed([.. changed.Select(plan => plan.Profile)], around.Time.GetUtcNow()), _stopping.Token);
            await _absent.TellDowntimeAsync(changed);
            // whose session runs is told of when it has ended
            foreach (var left in before.Plans.Where(plan => _desired.Find(plan.Id) is null && !_running.ContainsKey(plan.Id))) await _absent.TellGapAsync(left.Id, GapCauses.NotWatched);
            var first = _desired;
            // beside the loop: after an upgrade the history may have to be folded anew, and nobody's sign-in waits for it
            _tellingLeft ??= Task.Run(() => _absent.TellLeftAsync(first, agent => Volatile.Read(ref _desired).Find(agent) is not null, _stopping.Token), CancellationToken.None);
            _restless = true;
        }

        if (!_restless) return;
        _restless = false;
        var stopped = 0;
        foreach (var (agent, (session, _)) in _running)
        {
            var plan = _desired.Find(agent);
            if (plan is { SignedOut: null } && (plan.Stamp == session.Plan.Stamp || session.Adopt(plan)))
            {
                session.LetSignIn(true);
                continue;
            }

            var cutsCall = plan?.SignedOut?.CutsCall ?? false;
            // a call is cut where the person has said so; else the next turn looks again
            if (plan is not null && !cutsCall && session.State.IsFeeding && around.Shown(agent).InCall())
            {
                session.LetSignIn(plan.SignedOut is null);
                _restless = true;
                continue;
            }

            // one that has been asked before ignores it
            session.Stop(cutsCall);
            stopped++;
        }

        var started = 0;
        Admission? admission = null;
        foreach (var plan in _desired.Plans.Where(plan => !_running.ContainsKey(plan.Id) && (plan.SignedOut is null || LeftSignedIn(plan))))
        {
            admission ??= new Admission(budget, _running.Select(running => running.Value.Session.Plan));
            if (admission.TryAdmit(plan))
            {
                Start(plan);
                started++;
            }
            else
            {
                await _absent.TellNoRoomAsync(plan, _stopping.Token);
            }
        }

        _absent.TellShortage(Admission.Wanted(_desired.Plans));

        if (started + stopped > 0) _logger.Reconciled(started, stopped, _desired.Plans.Length);
        var signedOut = _desired.Plans.Where(plan => plan.SignedOut is not null).ToList();
        await _absent.TellSignedOutAsync(signedOut.Where(plan => !_running.ContainsKey(plan.Id) && !LeftSignedIn(plan)), _stopping.Token);
        // what the gateway still holds of them it forgets by time alone
        if (!signedOut.TrueForAll(plan => _absent.IsToldSignedOut(plan.Id))) _restless = true;
        roster.CloseUnused(_running.Select(running => running.Value.Session.Plan.Client).Concat(_desired.Plans.Select(plan => plan.Client)).ToHashSet<IGatewayClient>());
    }

    // A sign-out that met a call leaves the agent signed in: the session goes on until the call is over, or the gateway would cut it after two minutes without a poll.
    private bool LeftSignedIn(AgentPlan plan) => Left(plan) is { } left && SessionMachine.MayHold(left.GoodAt, around.Time.GetUtcNow());

    // what this run's last session has left, else what the last run has left
    private KeptSignIn? Left(AgentPlan plan) => _sessions.TryGetValue(plan.Id, out var before) ? before.Kept : _kept.GetValueOrDefault(plan.Id);

    // where another password alone is stored, a new sign-in would find the agent signed in by ourselves, and what the gateway holds would end with the call in it
    private bool GoesOn(AgentPlan plan, KeptSignIn left) =>
        left.Callback == plan.Callback && (left.Credential == plan.Stamp.Credential || (_sessions.TryGetValue(plan.Id, out var before) && before.Plan.SignsInAs(plan)));

    private void LogLive()
    {
        if (!_moved) return;
        _moved = false;
        var live = _running.Count(running => running.Value.Session.State.IsFeeding);
        if (live == _lastLive) return;
        _lastLive = live;
        _logger.LiveSessions(live, _desired.Plans.Length);
    }

    private void Moved()
    {
        _moved = true;
        keeper.Soon();
    }

    private IEnumerable<KeptSignIn> Held() =>
        _sessions.Select(session => session.Value.Kept).OfType<KeptSignIn>().Where(kept => SessionMachine.MayHold(kept.GoodAt, around.Time.GetUtcNow()));

    private void Start(AgentPlan plan)
    {
        var left = Left(plan);
        _absent.Began(plan.Id);
        var session = new AgentSession(plan, around, _sessionLogger, left is not null && GoesOn(plan, left) ? left : null) { SignInMoved = Moved };
        _sessions[plan.Id] = session;
        var begin = NewNudge();
        _running[plan.Id] = (session, RunAsync(session, begin.Task));
        begin.SetResult();
    }

    private async Task RunAsync(AgentSession session, Task begin)
    {
        await begin;
        try
        {
            await session.RunAsync(_abandon.Token);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            _logger.SessionFailed(fault, session.Plan.Id, AfterFault.TotalSeconds);
            await around.Post(new FloorInput.Distrusted(session.Plan.Id, around.Time.GetUtcNow()), CancellationToken.None);
            await Task.Delay(AfterFault, around.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _running.TryRemove(session.Plan.Id, out _);
        _moved = true;
        if (_stopping.IsCancellationRequested) return;
        _restless = true;
        if (_desired.Find(session.Plan.Id) is null) await _absent.TellGapAsync(session.Plan.Id, GapCauses.NotWatched);
        Nudge();
    }
}
