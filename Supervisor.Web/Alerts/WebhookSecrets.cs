using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Supervisor.Web.Alerts;

/// <summary>Protects the secrets of webhooks with the keys in the data directory, apart from other secrets.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Supervisor.AlertWebhook.v1");

    public byte[] Protect(string secret) => _protector.Protect(Encoding.UTF8.GetBytes(secret));

    /// <summary>False when the keys are lost: the webhook has to be made anew.</summary>
    public bool TryUnprotect(byte[] kept, [NotNullWhen(true)] out string? secret)
    {
        try
        {
            secret = Encoding.UTF8.GetString(_protector.Unprotect(kept));
            return true;
        }
        catch (CryptographicException)
        {
            secret = null;
            return false;
        }
    }
}
