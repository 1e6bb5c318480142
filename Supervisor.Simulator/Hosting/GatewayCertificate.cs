using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Supervisor.Simulator.Hosting;

/// <summary>The certificate of the HTTPS listener.</summary>
internal static class GatewayCertificate
{
    public static X509Certificate2? Make(SimulatorOptions options)
    {
        if (!options.Https)
            return null;
        var certificate = options.CertificatePath is { } path ? Load(path) : SelfSigned(options.Address);
        if (options.CertificateOut is { } target)
            File.WriteAllText(target, certificate.ExportCertificatePem() + "\n");
        return certificate;
    }

    private static X509Certificate2 Load(string path) =>
        X509Certificate2.GetCertContentType(path) == X509ContentType.Pfx
            ? X509CertificateLoader.LoadPkcs12FromFile(path, null)
            : X509Certificate2.CreateFromPemFile(path);

    private static X509Certificate2 SelfSigned(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Simulated AgentGateway", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (IPAddress.Parse(address) is var listening && !IPAddress.IsLoopback(listening) && !listening.Equals(IPAddress.Any))
            names.AddIpAddress(listening);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        // real time on purpose: the TLS peer compares with its own clock, whatever clock the simulator runs on
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(2));
    }
}
