namespace Supervisor.Web.Persistence.Entities;

/// <summary>The recognition subscription of a gateway, and the configuration account that it needs (seed text "Subscription"; protocol.md section 1.4, C5).</summary>
public sealed class SubscriptionSettings
{
    /// <summary>True when recognition results are wanted.</summary>
    public bool Enabled { get; set; }

    /// <summary><c>agentId</c> of the login: a configuration administrator, 1 to 999999, or a VDN's id + 100000 or + 1000000. Null while none is set.</summary>
    public int? AgentId { get; set; }

    /// <summary><c>password</c> of the login, protected; see CredentialVault. Empty while none is set.</summary>
    public byte[] ProtectedPassword { get; set; } = [];

    /// <summary><c>nlpFlag</c>: intelligent semantic analysis. The gateway's operator has to prepare it.</summary>
    public bool NlpFlag { get; set; }

    /// <summary><c>flowAccessCode</c> of the chatbot; null to leave it out. Only with <see cref="NlpFlag"/>.</summary>
    public string? FlowAccessCode { get; set; }

    /// <summary>Last change (UTC); a change starts the subscription anew, and leaves the agents' sessions alone.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
