using System.Collections.Concurrent;
using Supervisor.Simulator.Recognition;

namespace Supervisor.Simulator.Configuration;

/// <summary>One registered recognition task. Its handshakes and its end are touched only under the lock of the <see cref="SubscriptionRegister"/>.</summary>
internal sealed class Subscription(string serverId, RegisterRequest request, DateTimeOffset registeredAt, TimeSpan now)
{
    public string ServerId { get; } = serverId;

    public RegisterRequest Request { get; } = request;

    /// <summary>The suffix is appended to the registered address (protocol.md section 6.3).</summary>
    public Uri ResultAddress { get; } = new(request.CallBack.OriginalString.TrimEnd('/') + "/v100/subscribe/asrevent/asrresult");

    public DateTimeOffset RegisteredAt { get; } = registeredAt;

    public DateTimeOffset? LastHandshakeAt { get; set; }

    /// <summary>Registration or last handshake, on the scheduler's clock.</summary>
    public TimeSpan LastSign { get; set; } = now;

    public bool Ended { get; set; }

    /// <summary>The results on their way, one line per agent: the order holds for each agent's calls.</summary>
    public ConcurrentDictionary<string, RecognitionLine> Lines { get; } = new(StringComparer.Ordinal);
}
