using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Supervisor.Web.Security;

/// <summary>Protects agents' passwords with the keys in the data directory. They go in, and come out only towards the gateway.</summary>
public sealed class CredentialVault(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Supervisor.AgentPassword.v1");

    /// <summary>Protects; an empty password stays empty, as some platforms have none.</summary>
    public byte[] Protect(string password) => password.Length == 0 ? [] : _protector.Protect(Encoding.UTF8.GetBytes(password));

    /// <summary>False when the keys that protected it are lost: somebody has to enter the password again.</summary>
    public bool TryUnprotect(byte[] protectedPassword, [NotNullWhen(true)] out string? password)
    {
        ArgumentNullException.ThrowIfNull(protectedPassword);
        password = null;
        try
        {
            password = protectedPassword.Length == 0 ? "" : Encoding.UTF8.GetString(_protector.Unprotect(protectedPassword));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
