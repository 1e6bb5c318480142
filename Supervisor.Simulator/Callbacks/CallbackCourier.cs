using Microsoft.Extensions.Logging;
using Supervisor.Simulator.Scheduling;

namespace Supervisor.Simulator.Callbacks;

/// <summary>
/// Carries the parcels of every line: one POST in flight per line, a failed one again after 1, 2, 4, then every 5 seconds.
/// Costs nothing while a line is at rest: no thread, no timer. While the gateway is down nothing leaves. Safe from any thread.
/// </summary>
internal sealed class CallbackCourier(CallbackClient client, FaultPlan faults, Scheduler scheduler, ILogger log) : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private TaskCompletionSource? _closed = Closed();
    private CancellationTokenSource _cut = new();
    private int _underWay;
    private int _waiting;

    /// <summary>Lines that are not at rest.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Callbacks that wait for their time: to be repeated, or held back by a fault.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Starts a line that was at rest. Returns at once, so that it may be called under a lock.</summary>
    public void Wake(ICallbackLine line)
    {
        Interlocked.Increment(ref _underWay);
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Courier.RunAsync(work.Line), (Courier: this, Line: line), preferLocal: false);
    }

    /// <summary>The gateway goes down: what is in flight is cut, and nothing leaves until <see cref="Open"/>.</summary>
    public void Close()
    {
        CancellationTokenSource cut;
        lock (_gate)
        {
            if (_closed is not null)
                return;
            _closed = Closed();
            (cut, _cut) = (_cut, new CancellationTokenSource());
        }
        cut.Cancel();
    }

    /// <summary>The gateway is up.</summary>
    public void Open()
    {
        TaskCompletionSource? closed;
        lock (_gate)
            (closed, _closed) = (_closed, null);
        closed?.SetResult();
    }

    public void Dispose()
    {
        Close();
        client.Dispose();
        _cut.Dispose();
    }

    /// <summary>1, 2, 4, 5, 5 ... seconds.</summary>
    public static TimeSpan Pause(int failures) =>
        failures > 3 ? LongestRetry : FirstRetry * Math.Pow(2, failures - 1);

    private static TaskCompletionSource Closed() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(ICallbackLine line)
    {
        try
        {
            var failures = 0;
            while (true)
            {
                var cut = await UpAsync();
                if (line.Next() is not { } parcel)
                    return;
                var fault = faults.StrikeCallback(line.AgentId, line.Operation);
                if (fault?.Kind == FaultKind.PushDelay)
                    await WaitAsync(fault.Delay);
                if (await client.PostAsync(parcel, cut))
                {
                    failures = 0;
                    line.Acknowledged();
                    if (fault?.Kind == FaultKind.PushDuplicate)
                        await client.PostAsync(parcel, cut);
                    continue;
                }
                line.Failed();
                if (++failures == 1)
                    Log.CallbackFailed(log, line.AgentId, line.Operation, parcel.Address.Authority);
                await WaitAsync(Pause(failures));
            }
        }
        catch (Exception exception) // nobody awaits a line
        {
            Log.JobFailed(log, exception);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task<CancellationToken> UpAsync()
    {
        while (true)
        {
            Task closed;
            lock (_gate)
            {
                if (_closed is null)
                    return _cut.Token;
                closed = _closed.Task;
            }
            await closed;
        }
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.After(delay, over.SetResult);
        Interlocked.Increment(ref _waiting);
        await over.Task;
        Interlocked.Decrement(ref _waiting);
    }
}
