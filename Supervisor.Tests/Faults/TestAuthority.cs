using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Supervisor.Tests.Faults;

/// <summary>An authority that signs certificates of any time, also beyond its own.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    /// <param name="until">When its own certificate ends.</param>
    /// <param name="above">Who has signed that; null for itself.</param>
    public TestAuthority(DateTimeOffset until, TestAuthority? above = null)
    {
        var request = new CertificateRequest($"CN={(above is null ? "Test authority" : "Authority below")}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = above is null ? request.CreateSelfSigned(until.AddYears(-2), until) : above.Sign(request, until.AddYears(-1), until);
    }

    /// <summary>Its own.</summary>
    public X509Certificate2 Certificate => _certificate;

    /// <summary>For <c>CaCertificate</c>.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Certificate and key for 127.0.0.1, signed, in one text.</summary>
    public string Issue(string name, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = Sign(request, until.AddYears(-1), until);
        return $"{signed.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    // by the generator: an issuer that is given whole does not sign beyond its own time
    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset from, DateTimeOffset until) =>
        request.Create(_certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), from, until, RandomNumberGenerator.GetBytes(8));

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
