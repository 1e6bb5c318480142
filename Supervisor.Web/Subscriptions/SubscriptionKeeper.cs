using System.Collections.Concurrent;
using Supervisor.Domain.Subscriptions;

namespace Supervisor.Web.Subscriptions;

/// <summary>Keeps subscribed what the store desires: compares the two, starts what is missing, stops what is too much, restarts what has changed.</summary>
internal sealed class SubscriptionKeeper(ISubscriptionRoster roster, SubscriptionFile file, SubscriptionSurroundings around, ILoggerFactory loggers)
    : IHostedLifecycleService, ISubscriptions, ISubscriptionKeeper, IDisposable
{
    /// <summary>How often desired is compared with running when nobody nudges.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    // a registration that is answered now is one more that need not be made at the next start
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, (SubscriptionDriver Driver, Task Task)> _running = new();
    private readonly ConcurrentDictionary<string, Heard> _heard = new();
    // also those that have ended: what the gateway still holds of them is taken up by the next one; of the reconciling loop alone
    private readonly Dictionary<string, SubscriptionDriver> _drivers = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly ILogger _logger = loggers.CreateLogger<SubscriptionKeeper>();
    private readonly ILogger _driverLogger = loggers.CreateLogger<SubscriptionDriver>();
    private CancellationTokenSource _nudge = new();
    private TaskCompletionSource _changed = NewSignal();
    private Task _reconciling = Task.CompletedTask;
    private IReadOnlyDictionary<string, KeptSubscription> _left = new Dictionary<string, KeptSubscription>();
    private IReadOnlyList<KeptSubscription> _saved = [];

    /// <inheritdoc />
    public IReadOnlyList<SubscriptionHealth> All => [.. _running.Values.Select(running => HealthOf(running.Driver)).OrderBy(health => health.Gateway, StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc />
    public Task NextChange => Volatile.Read(ref _changed).Task;

    /// <inheritdoc />
    SubscriptionSource? ISubscriptions.Find(string? serviceToken) => around.Tokens.Find(serviceToken);

    /// <inheritdoc />
    public SubscriptionHealth? Find(string gateway) => _running.TryGetValue(gateway, out var running) ? HealthOf(running.Driver) : null;

    /// <inheritdoc />
    void ISubscriptions.Heard(SubscriptionSource source, int results)
    {
        if (results <= 0) return;
        var now = around.Time.GetUtcNow();
        _heard.AddOrUpdate(source.Gateway, _ => new Heard(results, now), (_, before) => new Heard(before.Results + results, now));
        Changed();
    }

    /// <inheritdoc />
    public bool Retry(string gateway)
    {
        if (!_running.TryGetValue(gateway, out var running)) return false;
        running.Driver.Retry();
        return true;
    }

    /// <inheritdoc />
    public void Nudge() => Volatile.Read(ref _nudge).Cancel();

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Only now, when everything else has started: nothing is subscribed to for an app that cannot listen.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _left = file.Load();
        _reconciling = Task.Run(ReconcileForeverAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends nothing: the gateways hold the subscriptions for five minutes, and the next run goes on with them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _reconciling;
        var running = _running.Values.ToList();
        foreach (var (driver, _) in running) driver.Stop();
        try
        {
            await Task.WhenAll(running.Select(one => one.Task)).WaitAsync(StopDeadline, around.Time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            await _abandon.CancelAsync();
        }

        Save();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Dispose();
        _abandon.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Changed() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    private SubscriptionHealth HealthOf(SubscriptionDriver driver)
    {
        var heard = _heard.GetValueOrDefault(driver.Plan.Gateway);
        return new SubscriptionHealth(driver.Plan.Gateway, driver.Kept.State, heard.Results, heard.LastAt);
    }

    private async Task ReconcileForeverAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref _nudge, new CancellationTokenSource());
                using var turn = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _nudge.Token);
                await ReconcileAsync();
                Save();
                await Task.Delay(Turn, around.Time, turn.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // A store that is away for a while must not end the subscriptions that run.
                _logger.ReconcileFailed(fault, Turn.TotalSeconds);
                await Task.Delay(Turn, around.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReconcileAsync()
    {
        var desired = (await roster.ReadAsync(_stopping.Token)).ToDictionary(plan => plan.Gateway);
        foreach (var (gateway, (driver, _)) in _running)
            if (!desired.TryGetValue(gateway, out var plan) || plan.Stamp != driver.Plan.Stamp) driver.Stop();
        foreach (var plan in desired.Values.Where(plan => !_running.ContainsKey(plan.Gateway))) Start(plan);
        foreach (var (gateway, driver) in _drivers.Where(known => !desired.ContainsKey(known.Key) && !_running.ContainsKey(known.Key)))
            driver.RefuseResults();
        roster.CloseUnused(_running.Values.Select(running => running.Driver.Plan.Client).Concat(desired.Values.Select(plan => plan.Client)).ToHashSet());
    }

    private void Start(SubscriptionPlan plan)
    {
        var left = _drivers.TryGetValue(plan.Gateway, out var before) ? before.Kept : _left.GetValueOrDefault(plan.Gateway);
        var driver = _drivers[plan.Gateway] = new SubscriptionDriver(plan, around, OnChange, _driverLogger, left);
        var begin = NewSignal();
        _running[plan.Gateway] = (driver, RunAsync(driver, begin.Task));
        begin.SetResult();
    }

    // what has changed is worth keeping at once: a crash a moment later must find it
    private void OnChange()
    {
        Changed();
        Nudge();
    }

    private async Task RunAsync(SubscriptionDriver driver, Task begin)
    {
        await begin;
        try
        {
            await driver.RunAsync(_abandon.Token);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            _logger.Failed(fault, driver.Plan.Gateway, AfterFault.TotalSeconds);
            await Task.Delay(AfterFault, around.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _running.TryRemove(driver.Plan.Gateway, out _);
        Changed();
        Nudge();
    }

    private void Save()
    {
        var now = around.Time.GetUtcNow();
        var kept = _drivers.Values.Where(driver => _running.ContainsKey(driver.Plan.Gateway) || now - driver.Kept.State.LastGoodAt < SubscriptionMachine.GatewayMemory)
            .Select(driver => driver.Kept).ToList();
        if (kept.SequenceEqual(_saved, ReferenceEqualityComparer.Instance)) return;
        // what could not be written is tried again with the next turn
        if (file.Save(kept)) _saved = kept;
    }

    private readonly record struct Heard(long Results, DateTimeOffset? LastAt);
}
