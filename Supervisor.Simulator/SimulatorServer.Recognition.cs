using Supervisor.Simulator.Configuration;
using Supervisor.Simulator.Recognition;

namespace Supervisor.Simulator;

// The configuration interfaces of the gateway: logins, subscriptions and what is recognised.
public sealed partial class SimulatorServer
{
    private readonly ConfigurationLogins _logins;
    private readonly SubscriptionRegister _subscriptions;
    private readonly RecognitionDesk _desk;

    /// <summary>The account of the configuration interfaces.</summary>
    public ConfigurationAccount ConfigurationAccount { get; }

    /// <summary>Ends every living subscription, or the one with this id: its handshakes answer 107-005. Returns how many.</summary>
    public int EndSubscriptions(string? serverId = null) => _subscriptions.End(serverId);

    /// <summary>Every configuration login answers 107-000 from now on. Returns how many were valid.</summary>
    public int ExpireConfigurationLogins() => _logins.ExpireAll();

    /// <summary>Something was said in the agent's call. Returns to how many living subscriptions it goes.</summary>
    /// <param name="agentId">Employee id.</param>
    /// <param name="byAgent">Whether the agent spoke, otherwise the customer.</param>
    /// <param name="content">Recognised text; null: the result carries none.</param>
    /// <param name="userCase"><c>asrusercase</c>: 0 single result, 61 speech began, 62 result and more to come, 63 speech ended; others are errors.</param>
    /// <param name="confidence">0..100.</param>
    /// <param name="encrypted">Whether the content is sent unreadable.</param>
    /// <exception cref="InvalidOperationException">The agent is in no call.</exception>
    public int Recognise(string agentId, bool byAgent, string? content, string userCase = "0", int confidence = 90, bool encrypted = false) =>
        _floor.Get(agentId) is { CurrentCall: { } call }
            ? _desk.Send(new Speech(agentId, call.Id, call.Customer, byAgent, userCase, content, confidence, encrypted))
            : throw new InvalidOperationException($"Agent {agentId} is in no call");

    private void ForgetEverybody()
    {
        _logins.Forget();
        _subscriptions.Forget();
        foreach (var seat in _floor.Seats)
            seat.Kick("gateway restart");
    }
}
