using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Gateways;

/// <summary>Everything a person or the configuration can say about a gateway (surface.md, <c>Gateways:{n}</c>).</summary>
public sealed class GatewayForm
{
    /// <summary>Unique name; fixed once the gateway exists.</summary>
    public string Name { get; set; } = "";

    /// <summary>Address that ends with <c>/agentgateway/resource/</c>.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>How events arrive.</summary>
    public EventMode Mode { get; set; }

    /// <summary>Public base address of this app; required for push and for the subscription.</summary>
    public string? CallbackBaseUrl { get; set; }

    /// <summary>PEM file of the authority that signed the gateway's certificate.</summary>
    public string? CaCertificate { get; set; }

    /// <summary>PFX or PEM file that we show to the gateway.</summary>
    public string? ClientCertificate { get; set; }

    /// <summary>Accepts any certificate: for tries only.</summary>
    public bool AllowInvalidCertificate { get; set; }

    /// <summary>Agent id of the agent through whose session calls are listened to; empty for none.</summary>
    public string? Inspector { get; set; }

    /// <summary>Its recognition subscription.</summary>
    public GatewaySubscriptionForm Subscription { get; set; } = new();

    /// <summary>What is stored.</summary>
    public static GatewayForm From(ConfiguredGateway stored) => new()
    {
        Name = stored.Name,
        BaseUrl = stored.BaseUrl,
        Mode = stored.Mode,
        CallbackBaseUrl = stored.CallbackBaseUrl,
        CaCertificate = stored.CaCertificate,
        ClientCertificate = stored.ClientCertificate,
        AllowInvalidCertificate = stored.AllowInvalidCertificate,
        Inspector = stored.Inspector,
        Subscription = GatewaySubscriptionForm.From(stored.Subscription),
    };

    /// <summary>Copies everything but the name, and notes when what has changed: a subscription's change must not sign agents out.</summary>
    /// <returns>True when something changed.</returns>
    internal bool CopyTo(ConfiguredGateway stored, CredentialVault vault, DateTimeOffset now)
    {
        var before = (Sessions(stored), stored.CallbackBaseUrl);
        stored.BaseUrl = GatewayRules.Normalise(BaseUrl);
        stored.Mode = Mode;
        stored.CallbackBaseUrl = OrNull(CallbackBaseUrl);
        stored.CaCertificate = OrNull(CaCertificate);
        stored.ClientCertificate = OrNull(ClientCertificate);
        stored.AllowInvalidCertificate = AllowInvalidCertificate;
        var sessions = before.Item1 != Sessions(stored);
        var subscription = Subscription.CopyTo(stored.Subscription, vault) || before.CallbackBaseUrl != stored.CallbackBaseUrl;
        var inspector = stored.Inspector != OrNull(Inspector);
        stored.Inspector = OrNull(Inspector);
        if (sessions) stored.ChangedAt = now;
        if (subscription) stored.Subscription.ChangedAt = now;
        return sessions || subscription || inspector;
    }

    // the callback address concerns sessions in push mode only
    private static (string, EventMode, string?, string?, string?, bool) Sessions(ConfiguredGateway stored) =>
        (stored.BaseUrl, stored.Mode, stored.Mode == EventMode.Push ? stored.CallbackBaseUrl : null, stored.CaCertificate, stored.ClientCertificate, stored.AllowInvalidCertificate);

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
