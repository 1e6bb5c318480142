using System.Collections.Concurrent;
using Supervisor.Simulator.Account;
using Supervisor.Simulator.Callbacks;
using Supervisor.Simulator.Configuration;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Recognition;

/// <summary>Sends what was recognised to every living subscription, and remembers what they acknowledged. Safe from any thread.</summary>
internal sealed class RecognitionDesk(GatewayFloor floor, SubscriptionRegister subscriptions)
{
    private readonly ConcurrentDictionary<string, SpeechLog> _acknowledged = new(StringComparer.Ordinal);

    public int QueueLimit => floor.Options.PushQueueLimit;

    public bool AnybodyListens => subscriptions.Alive().Length > 0;

    /// <summary>Returns to how many subscriptions it goes.</summary>
    public int Send(Speech speech)
    {
        var alive = subscriptions.Alive();
        foreach (var subscription in alive)
        {
            var line = subscription.Lines.GetOrAdd(speech.AgentId, agent => new RecognitionLine(agent, subscription, this));
            if (line.Add(speech))
                floor.Courier.Wake(line);
        }
        return alive.Length;
    }

    public RecognisedSpeech[] Recognised(string agentId) => _acknowledged.GetValueOrDefault(agentId)?.All() ?? [];

    public bool Lives(Subscription subscription) => subscriptions.Lives(subscription);

    public CallbackParcel Parcel(Speech speech, Subscription subscription) =>
        new(subscription.ResultAddress, SpeechJson.Of(speech, subscription.ServerId, floor.Options.NativeTypes)) { Token = subscription.Request.Token };

    public void Acknowledged(Speech speech, Subscription subscription)
    {
        floor.Counters.CountRecognition();
        _acknowledged.GetOrAdd(speech.AgentId, _ => new SpeechLog(floor.Options.EventsKeptPerAgent)).Add(new RecognisedSpeech(
            0, floor.Scheduler.WallClock, subscription.ServerId, speech.CallId, speech.ByAgent ? 1 : 2, speech.UserCase,
            SpeechJson.Content(speech), speech.Encrypted));
    }

    public void Failed() => floor.Counters.CountRecognitionFailure();

    public void Dropped() => floor.Counters.CountRecognitionDropped();
}
