using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Supervisor.Web.Gateway;

/// <summary>
/// Whether a gateway's certificate is accepted. By default as the machine trusts; with <c>CaCertificate</c> only what that authority signed;
/// with <c>AllowInvalidCertificate</c> anything, which the log shouts about.
/// </summary>
/// <param name="authorities">Those in <c>CaCertificate</c>; null for those of the machine.</param>
/// <param name="acceptAny"><c>AllowInvalidCertificate</c>.</param>
/// <param name="own">Ours, in <c>ClientCertificate</c>; null where there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class CertificateTrust(X509Certificate2Collection? authorities, bool acceptAny, X509Certificate2? own, TimeProvider time)
{
    private string? _lastRefusal;
    private long _shownUntil;

    /// <summary>Why the last certificate was refused, in words; null where none was.</summary>
    public string? LastRefusal => Volatile.Read(ref _lastRefusal);

    /// <summary>Why ours cannot be accepted, in words; null where it can, or where there is none. A gateway that refuses it says no more than that it hangs up.</summary>
    public string? OwnFault => own is not null && own.NotAfter.ToUniversalTime() <= time.GetUtcNow()
        ? $"our own certificate ({Named(own)}), by which the gateway knows us, has expired; get a new one and put it into the file that ClientCertificate names"
        : null;

    /// <summary>Until when each certificate is valid; the gateway's own as it was shown last, whether it was accepted or not, and left out before the first.</summary>
    public IEnumerable<CertificateEnd> Ends()
    {
        if (Interlocked.Read(ref _shownUntil) is var ticks and > 0) yield return new(CertificateKind.Gateway, new DateTimeOffset(ticks, TimeSpan.Zero));
        // a file with an old and a new authority is good for as long as the new one
        if (authorities is { Count: > 0 }) yield return new(CertificateKind.Authority, authorities.Max(authority => authority.NotAfter).ToUniversalTime());
        if (own is not null) yield return new(CertificateKind.Own, own.NotAfter.ToUniversalTime());
    }

    /// <summary>For <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not null)
        {
            using var shown = new X509Certificate2(certificate);
            Interlocked.Exchange(ref _shownUntil, shown.NotAfter.ToUniversalTime().Ticks);
        }

        if (acceptAny) return true;
        if (authorities is null || certificate is null) return Decide(certificate, chain, errors);
        using var built = new X509Chain();
        // what the gateway shows beside its own: between that and the authority there may be others
        if (chain is not null) built.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        return Decide(certificate, built, (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) | Verify(built, new X509Certificate2(certificate)));
    }

    private bool Decide(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var refusal = errors == SslPolicyErrors.None ? null : Explain(certificate, chain, errors);
        Volatile.Write(ref _lastRefusal, refusal);
        return refusal is null;
    }

    private SslPolicyErrors Verify(X509Chain built, X509Certificate2 certificate)
    {
        built.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        built.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        built.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        built.ChainPolicy.VerificationTimeIgnored = false;
        built.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        return built.Build(certificate) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
    }

    private string Explain(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return "the gateway shows no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the gateway's certificate ({certificate.Subject}) is for another host name";
        var outOfTime = chain?.ChainElements.Index().FirstOrDefault(link => link.Item.ChainElementStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))) ?? default;
        if (outOfTime is { Item: { } link, Index: var above }) return Explain(link.Certificate, isTheirs: above == 0);
        return authorities is null
            ? $"the gateway's certificate ({certificate.Subject}) is not trusted by this machine; set CaCertificate to its authority, or AllowInvalidCertificate for a try"
            : $"the gateway's certificate ({certificate.Subject}) is not signed by the authority in CaCertificate";
    }

    private string Explain(X509Certificate2 outOfTime, bool isTheirs)
    {
        var whose = isTheirs ? $"the gateway's certificate ({Named(outOfTime)})" : $"the certificate of the authority ({Named(outOfTime)}) that signed the gateway's";
        if (outOfTime.NotBefore.ToUniversalTime() > time.GetUtcNow()) return $"{whose} does not hold yet; compare the clocks of both machines";
        return isTheirs ? $"{whose} has expired; the gateway's operator has to renew it"
            : $"{whose} has expired; the gateway's operator has to get a certificate of a valid one{(authorities is null ? "" : ", which then has to be in the file that CaCertificate names")}";
    }

    private static string Named(X509Certificate2 certificate) =>
        string.Create(CultureInfo.InvariantCulture, $"{certificate.Subject}, valid until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");
}
