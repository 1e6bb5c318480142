namespace Supervisor.Simulator.Account;

/// <summary>Totals since the start; every field is counted with <see cref="Interlocked"/>.</summary>
internal sealed class Counters
{
    private long _eventsDelivered;
    private long _eventsReturned;
    private long _eventsDropped;
    private long _idlePolls;
    private long _signIns;
    private long _signInsRefused;
    private long _watchdogSignOuts;
    private long _refusals;
    private long _pushes;
    private long _pushFailures;
    private long _pushDropped;
    private long _heartbeats;
    private long _recognitions;
    private long _recognitionFailures;
    private long _recognitionsDropped;

    public long EventsDelivered => Interlocked.Read(ref _eventsDelivered);

    public long EventsReturned => Interlocked.Read(ref _eventsReturned);

    public long EventsDropped => Interlocked.Read(ref _eventsDropped);

    public long IdlePolls => Interlocked.Read(ref _idlePolls);

    public long SignIns => Interlocked.Read(ref _signIns);

    public long SignInsRefused => Interlocked.Read(ref _signInsRefused);

    public long WatchdogSignOuts => Interlocked.Read(ref _watchdogSignOuts);

    public long Refusals => Interlocked.Read(ref _refusals);

    public long Pushes => Interlocked.Read(ref _pushes);

    public long PushFailures => Interlocked.Read(ref _pushFailures);

    public long PushDropped => Interlocked.Read(ref _pushDropped);

    public long Heartbeats => Interlocked.Read(ref _heartbeats);

    public long Recognitions => Interlocked.Read(ref _recognitions);

    public long RecognitionFailures => Interlocked.Read(ref _recognitionFailures);

    public long RecognitionsDropped => Interlocked.Read(ref _recognitionsDropped);

    public void CountDelivered() => Interlocked.Increment(ref _eventsDelivered);

    public void CountReturned() => Interlocked.Increment(ref _eventsReturned);

    public void CountDropped() => Interlocked.Increment(ref _eventsDropped);

    public void CountIdlePoll() => Interlocked.Increment(ref _idlePolls);

    public void CountSignIn() => Interlocked.Increment(ref _signIns);

    public void CountSignInRefused() => Interlocked.Increment(ref _signInsRefused);

    public void CountWatchdogSignOut() => Interlocked.Increment(ref _watchdogSignOuts);

    public void CountRefusal() => Interlocked.Increment(ref _refusals);

    public void CountPush() => Interlocked.Increment(ref _pushes);

    public void CountPushFailure() => Interlocked.Increment(ref _pushFailures);

    public void CountPushDropped() => Interlocked.Increment(ref _pushDropped);

    public void CountHeartbeat() => Interlocked.Increment(ref _heartbeats);

    public void CountRecognition() => Interlocked.Increment(ref _recognitions);

    public void CountRecognitionFailure() => Interlocked.Increment(ref _recognitionFailures);

    public void CountRecognitionDropped() => Interlocked.Increment(ref _recognitionsDropped);
}
