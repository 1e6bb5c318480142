namespace Supervisor.Simulator.Account;

/// <summary>The acknowledged recognition results of one agent, the newest ones. Safe from any thread.</summary>
internal sealed class SpeechLog(int capacity)
{
    private readonly Lock _gate = new();
    private readonly BoundedHistory<RecognisedSpeech> _newest = new(capacity);
    private long _last;

    public void Add(RecognisedSpeech speech)
    {
        lock (_gate)
            _newest.Add(speech with { Sequence = ++_last });
    }

    public RecognisedSpeech[] All()
    {
        lock (_gate)
            return _newest.All();
    }
}
