using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Supervisor.Simulator;

namespace Supervisor.Tests.Simulator;

public sealed class HttpsTests
{
    [Fact]
    public async Task Https_SelfSigned_IsValidForItsNamesWhenTrusted()
    {
        var pem = Path.GetTempFileName();
        try
        {
            await using var gateway = await SimulatorFixture.StartAsync(
                new SimulatorOptions { Agents = 1, Scenario = false, Https = true, CertificateOut = pem }, Trusting(() => X509Certificate2.CreateFromPem(File.ReadAllText(pem))));
            Assert.Equal("https", gateway.Server.BaseUri.Scheme);
            Assert.Equal("0", (await gateway.SignInAsync()).Code);
            Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(pem), StringComparison.Ordinal);
            Assert.Equal(gateway.Server.Certificate!.Thumbprint, X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(pem)).Thumbprint);
        }
        finally
        {
            File.Delete(pem);
        }
    }

    [Fact]
    public async Task Https_SelfSigned_IsRefusedByAClientThatDoesNotTrustIt()
    {
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, Https = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.SignInAsync());
    }

    private static SocketsHttpHandler Trusting(Func<X509Certificate2> root) => new()
    {
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0 || certificate is null || chain is null)
                    return false;
                chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(root());
                return chain.Build(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
            },
        },
    };
}
