using Supervisor.Simulator.Callbacks;
using Supervisor.Simulator.Configuration;

namespace Supervisor.Simulator.Recognition;

/// <summary>The results of one agent on their way to one subscriber: one each POST, in order. Ends with its subscription. Safe from any thread.</summary>
internal sealed class RecognitionLine(string agentId, Subscription subscription, RecognitionDesk desk) : ICallbackLine
{
    public const string Name = "asrResult";

    private readonly Lock _gate = new();
    private readonly Queue<Speech> _waiting = [];
    private Speech? _leaving;
    private bool _atRest = true;

    public string AgentId { get; } = agentId;

    public string Operation => Name;

    /// <summary>Puts a result at the end. Returns whether the line was at rest and has to be woken.</summary>
    public bool Add(Speech speech)
    {
        lock (_gate)
        {
            if (_waiting.Count >= desk.QueueLimit)
            {
                _waiting.Dequeue();
                desk.Dropped();
            }
            _waiting.Enqueue(speech);
            var resting = _atRest;
            _atRest = false;
            return resting;
        }
    }

    public CallbackParcel? Next()
    {
        var lives = desk.Lives(subscription);
        lock (_gate)
        {
            if (!lives)
                _waiting.Clear();
            _leaving = lives ? _leaving ?? (_waiting.TryDequeue(out var next) ? next : null) : null;
            _atRest = _leaving is null;
            return _leaving is null ? null : desk.Parcel(_leaving, subscription);
        }
    }

    public void Acknowledged()
    {
        Speech? sent;
        lock (_gate)
            (sent, _leaving) = (_leaving, null);
        if (sent is not null)
            desk.Acknowledged(sent, subscription);
    }

    public void Failed() => desk.Failed();
}
