namespace Supervisor.Web.Persistence.Entities;

/// <summary>How events of a gateway reach us (surface.md, <c>Gateways:{n}:Mode</c>).</summary>
public enum EventMode
{
    /// <summary>We poll each agent's events.</summary>
    Poll,

    /// <summary>The gateway calls us back; we send heartbeats.</summary>
    Push,
}

/// <summary>Where a configured gateway comes from.</summary>
public enum GatewaySource
{
    /// <summary>Added by a person, in the page or on the command line.</summary>
    Person,

    /// <summary>Declared in the configuration; brought up to date at every start.</summary>
    Configuration,

    /// <summary>The embedded demo gateway; its address changes at every start.</summary>
    Demo,
}

/// <summary>A gateway that this site uses.</summary>
public sealed class ConfiguredGateway
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Unique, 1 to 64 characters; stands in addresses and in the history, and never changes.</summary>
    public required string Name { get; set; }

    /// <summary>Address that ends with <c>/agentgateway/resource/</c>.</summary>
    public required string BaseUrl { get; set; }

    /// <summary>How its events reach us.</summary>
    public EventMode Mode { get; set; }

    /// <summary>Public base address of this app, for callbacks; null where there are none.</summary>
    public string? CallbackBaseUrl { get; set; }

    /// <summary>PEM file of the authority that signed the gateway's certificate; null for the machine's trust.</summary>
    public string? CaCertificate { get; set; }

    /// <summary>PFX or PEM file (with key) that we show to the gateway; null for none.</summary>
    public string? ClientCertificate { get; set; }

    /// <summary>Accepts any certificate: for tries only.</summary>
    public bool AllowInvalidCertificate { get; set; }

    /// <summary>Its recognition subscription.</summary>
    public SubscriptionSettings Subscription { get; set; } = new();

    /// <summary>Agent id of the agent through whose session calls are listened to; null for none.</summary>
    public string? Inspector { get; set; }

    /// <summary>Where it comes from.</summary>
    public GatewaySource Source { get; set; }

    /// <summary>False while no session may run, e.g. the demo gateway once a real one is configured.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Last change (UTC) that its agents' sessions have to follow.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Its agents.</summary>
    public List<AgentCredential> Agents { get; } = [];
}
