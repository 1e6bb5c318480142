using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway;

public sealed class GatewayTlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervisor-");
    private SimulatorServer _gateway = null!;

    private string Certificate => Path.Combine(_directory.FullName, "gateway.pem");

    public async Task InitializeAsync() => _gateway = await SimulatorServer.StartAsync(
        new SimulatorOptions { Agents = 1, Scenario = false, Https = true, CertificateOut = Certificate }, TimeProvider.System, NullLoggerFactory.Instance, default);

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Poll_SelfSignedByDefault_IsRefusedAndSaysWhatToSet()
    {
        var reply = await PollAsync(new ConfiguredGateway { Name = "g", BaseUrl = _gateway.BaseUri.ToString() });
        Assert.Equal("tls", reply.Answer.Code);
        Assert.Contains("CaCertificate", reply.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_CaCertificate_IsAccepted() =>
        Assert.Equal("100-006", (await PollAsync(new ConfiguredGateway { Name = "g", BaseUrl = _gateway.BaseUri.ToString(), CaCertificate = Certificate })).Answer.Code);

    [Fact]
    public async Task Poll_AllowInvalidCertificate_IsAccepted() =>
        Assert.Equal("100-006", (await PollAsync(new ConfiguredGateway { Name = "g", BaseUrl = _gateway.BaseUri.ToString(), AllowInvalidCertificate = true })).Answer.Code);

    [Fact]
    public void Create_MissingCaFile_SaysSo()
    {
        var (endpoint, error) = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = "https://h/", CaCertificate = "/nowhere/ca.pem" }, []);
        Assert.Null(endpoint);
        Assert.Contains("/nowhere", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client.pfx")]
    [InlineData("CLIENT.PFX")]
    [InlineData("Client.P12")]
    public void Client_PfxUnderAnyName_IsReadAsPfx(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256).CreateSelfSigned(TempStore.Noon, TempStore.Noon.AddYears(1));
        var file = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(file, made.Export(X509ContentType.Pkcs12));
        using var read = CertificateFile.Client(file);
        Assert.Equal((made.Thumbprint, true), (read.Thumbprint, read.HasPrivateKey));
    }

    private async Task<GatewayReply> PollAsync(ConfiguredGateway gateway)
    {
        var (endpoint, _) = GatewayEndpoint.Create(gateway, []);
        using (endpoint) return await new GatewayClient(endpoint!, TimeProvider.System).PollAsync(_gateway.Agents[0].Id, SessionTicket.None, default);
    }
}
