using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Supervisor.Web.Gateway;

/// <summary>
/// Whether a gateway's certificate is accepted. By default as the machine trusts; with <c>CaCertificate</c> only what that authority signed;
/// with <c>AllowInvalidCertificate</c> anything, which the log shouts about.
/// </summary>
internal sealed class CertificateTrust(X509Certificate2Collection? authorities, bool acceptAny)
{
    private string? _lastRefusal;

    /// <summary>Why the last certificate was refused, in words; null where none was.</summary>
    public string? LastRefusal => Volatile.Read(ref _lastRefusal);

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (acceptAny) return true;
        if (authorities is not null && certificate is not null)
            errors = (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) | Verify(new X509Certificate2(certificate));
        var refusal = errors == SslPolicyErrors.None ? null : Explain(certificate, errors);
        Volatile.Write(ref _lastRefusal, refusal);
        return refusal is null;
    }

    private SslPolicyErrors Verify(X509Certificate2 certificate)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return own.Build(certificate) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
    }

    private string Explain(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null) return "the gateway shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the gateway's certificate ({certificate.Subject}) is for another host name";
        return authorities is null
            ? $"the gateway's certificate ({certificate.Subject}) is not trusted by this machine; set CaCertificate to its authority, or AllowInvalidCertificate for a try"
            : $"the gateway's certificate ({certificate.Subject}) is not signed by the authority in CaCertificate, or has expired";
    }
}
