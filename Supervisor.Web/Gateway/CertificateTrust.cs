using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Supervisor.Web.Gateway;

/// <summary>
/// Whether a gateway's certificate is accepted. By default as the machine trusts; with <c>CaCertificate</c> only what that authority signed;
/// with <c>AllowInvalidCertificate</c> anything, which the log shouts about.
/// </summary>
internal sealed class CertificateTrust(X509Certificate2Collection? authorities, bool acceptAny, TimeProvider time)
{
    private string? _lastRefusal;
    private long _shownUntil;

    /// <summary>Why the last certificate was refused, in words; null where none was.</summary>
    public string? LastRefusal => Volatile.Read(ref _lastRefusal);

    /// <summary>Until when the last certificate that was shown is valid (UTC), whether it was accepted or not; null before the first.</summary>
    public DateTimeOffset? ShownUntil => Interlocked.Read(ref _shownUntil) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not null)
        {
            using var shown = new X509Certificate2(certificate);
            Interlocked.Exchange(ref _shownUntil, shown.NotAfter.ToUniversalTime().Ticks);
        }

        if (acceptAny) return true;
        var outOfTime = chain is not null && IsOutOfTime(chain);
        if (authorities is not null && certificate is not null)
        {
            using var own = new X509Chain();
            errors = (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) | Verify(own, new X509Certificate2(certificate));
            outOfTime = IsOutOfTime(own);
        }

        var refusal = errors == SslPolicyErrors.None ? null : Explain(certificate, errors, outOfTime);
        Volatile.Write(ref _lastRefusal, refusal);
        return refusal is null;
    }

    private SslPolicyErrors Verify(X509Chain own, X509Certificate2 certificate)
    {
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.VerificationTimeIgnored = false;
        own.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        return own.Build(certificate) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
    }

    private static bool IsOutOfTime(X509Chain chain) => chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid));

    private string Explain(X509Certificate? certificate, SslPolicyErrors errors, bool outOfTime)
    {
        if (certificate is null) return "the gateway shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the gateway's certificate ({certificate.Subject}) is for another host name";
        if (outOfTime)
        {
            using var shown = new X509Certificate2(certificate);
            return string.Create(CultureInfo.InvariantCulture, $"the gateway's certificate ({certificate.Subject}, valid until {shown.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC), or its authority's, has expired or does not hold yet; the gateway's operator has to renew it");
        }

        return authorities is null
            ? $"the gateway's certificate ({certificate.Subject}) is not trusted by this machine; set CaCertificate to its authority, or AllowInvalidCertificate for a try"
            : $"the gateway's certificate ({certificate.Subject}) is not signed by the authority in CaCertificate";
    }
}
