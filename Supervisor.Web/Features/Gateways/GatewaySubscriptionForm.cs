using System.Globalization;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Gateways;

/// <summary>Everything a person or the configuration can say about a gateway's recognition subscription (surface.md, <c>Gateways:{n}:Subscription</c>).</summary>
public sealed class GatewaySubscriptionForm
{
    /// <summary>Recognition results are wanted.</summary>
    public bool Enabled { get; set; }

    /// <summary>Number of the configuration account, as it was typed.</summary>
    public string? AgentId { get; set; }

    /// <summary>Its password; only goes in. Empty leaves the stored one.</summary>
    public string? Password { get; set; }

    /// <summary>A password is stored, so that an empty one is no error.</summary>
    public bool HasPassword { get; set; }

    /// <summary>Intelligent semantic analysis.</summary>
    public bool NlpFlag { get; set; }

    /// <summary>Access code of the chatbot; only with <see cref="NlpFlag"/>.</summary>
    public string? FlowAccessCode { get; set; }

    /// <summary>What is stored, without the password.</summary>
    public static GatewaySubscriptionForm From(SubscriptionSettings stored) => new()
    {
        Enabled = stored.Enabled,
        AgentId = stored.AgentId?.ToString(CultureInfo.InvariantCulture),
        HasPassword = stored.ProtectedPassword.Length > 0,
        NlpFlag = stored.NlpFlag,
        FlowAccessCode = stored.FlowAccessCode,
    };

    /// <summary>Copies everything, the password only where one is given; true when something changed.</summary>
    internal bool CopyTo(SubscriptionSettings stored, CredentialVault vault)
    {
        var before = (stored.Enabled, stored.AgentId, stored.NlpFlag, stored.FlowAccessCode);
        stored.Enabled = Enabled;
        stored.AgentId = int.TryParse(AgentId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        stored.NlpFlag = NlpFlag;
        stored.FlowAccessCode = string.IsNullOrWhiteSpace(FlowAccessCode) ? null : FlowAccessCode.Trim();
        var isNew = !string.IsNullOrEmpty(Password) && (!vault.TryUnprotect(stored.ProtectedPassword, out var known) || known != Password);
        if (isNew) stored.ProtectedPassword = vault.Protect(Password!);
        return isNew || before != (stored.Enabled, stored.AgentId, stored.NlpFlag, stored.FlowAccessCode);
    }
}
