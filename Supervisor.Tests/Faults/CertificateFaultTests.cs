using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator;
using Supervisor.Web.Gateway;
using Supervisor.Web.Observability;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Faults;

/// <summary>Certificates that have really expired, and those that soon will.</summary>
public sealed class CertificateFaultTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset Yesterday = Now.AddDays(-1), NextYear = Now.AddYears(1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("supervisor-certificates-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Expired_CertificateOfTheGateway_IsRefusedAndNamed()
    {
        using var authority = new TestAuthority(NextYear);
        var reply = await PollAsync(authority, Yesterday);
        Assert.Equal("tls", reply.Answer.Code);
        Assert.StartsWith($"the gateway's certificate (CN=gateway, valid until {Yesterday.UtcDateTime:yyyy-MM-dd HH:mm} UTC) has expired; the gateway's operator", reply.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_CertificateOfItsAuthority_IsRefusedAndNamed()
    {
        using var authority = new TestAuthority(Yesterday);
        var reply = await PollAsync(authority, NextYear);
        Assert.Equal("tls", reply.Answer.Code);
        Assert.StartsWith("the certificate of the authority (CN=Test authority, valid until", reply.Fault, StringComparison.Ordinal);
        Assert.Contains("CaCertificate", reply.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Expired_OurOwnCertificate_IsRefusedByTheGatewayAndNamed(SslProtocols protocol)
    {
        using var authority = new TestAuthority(NextYear);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var over = new CancellationTokenSource();
        listener.Start();
        using var shown = X509Certificate2.CreateFromPemFile(Keep("server.pem", authority.Issue("gateway", NextYear)));
        var refusing = ShakeHandsAsync(listener, new SslServerAuthenticationOptions
        {
            ServerCertificate = shown,
            ClientCertificateRequired = true,
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = (_, theirs, _, _) => theirs is X509Certificate2 own && own.NotAfter.ToUniversalTime() > Now,
        }, over.Token);
        var (endpoint, _) = GatewayEndpoint.Create(
            new ConfiguredGateway { Name = "g", BaseUrl = $"https://{listener.LocalEndpoint}/", CaCertificate = Keep("ca.pem", authority.Pem), ClientCertificate = Keep("ours.pem", authority.Issue("ours", Yesterday)) }, []);
        using (endpoint)
        {
            var reply = await new GatewayClient(endpoint!, TimeProvider.System).PollAsync("1", SessionTicket.None, default);
            Assert.Equal("tls", reply.Answer.Code);
            Assert.StartsWith("our own certificate (CN=ours, valid until", reply.Fault, StringComparison.Ordinal);
            Assert.Contains("ClientCertificate", reply.Fault, StringComparison.Ordinal);
        }

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refusing);
    }

    [Fact]
    public async Task Signed_ByAnAuthorityBelowTheOneThatIsTrusted_IsAccepted()
    {
        using var root = new TestAuthority(NextYear);
        using var below = new TestAuthority(NextYear, root);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var over = new CancellationTokenSource();
        listener.Start();
        using var shown = X509Certificate2.CreateFromPemFile(Keep("server.pem", below.Issue("gateway", NextYear)));
        var shaking = ShakeHandsAsync(listener, new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(shown, [below.Certificate], offline: true) }, over.Token);
        var (endpoint, _) = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = $"https://{listener.LocalEndpoint}/", CaCertificate = Keep("ca.pem", root.Pem) }, []);
        using (endpoint) Assert.Equal(Failure.Reset, (await new GatewayClient(endpoint!, TimeProvider.System).PollAsync("1", SessionTicket.None, default)).Answer.Code);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shaking);
    }

    [Fact]
    public async Task Ends_OfEachCertificate_AreToldInTimeByHealthAndDoctor()
    {
        using var authority = new TestAuthority(Now.AddDays(20.5));
        await using var gateway = await StartAsync(authority, Now.AddDays(10.5));
        var configured = new ConfiguredGateway { Name = "g", BaseUrl = gateway.BaseUri.ToString(), CaCertificate = Keep("ca.pem", authority.Pem), ClientCertificate = Keep("ours.pem", authority.Issue("ours", Now.AddDays(5.5))) };
        var (endpoint, _) = GatewayEndpoint.Create(configured, []);
        using (endpoint)
        {
            Assert.StartsWith("The ClientCertificate of a gateway expires in 5 days", HealthReport.Certificates(endpoint!.Trust.Ends(), Now).Says, StringComparison.Ordinal);
            Assert.Equal("100-006", (await new GatewayClient(endpoint, TimeProvider.System).PollAsync(gateway.Agents[0].Id, SessionTicket.None, default)).Answer.Code);
            Assert.Equal(["certificate", "CaCertificate", "ClientCertificate"], endpoint.Trust.Ends().Select(end => end.Name));
            Assert.Equal(HealthLevel.Good, HealthReport.Certificates(endpoint.Trust.Ends(), Now.AddYears(-1)).Level);
        }

        var told = await GatewayCheck.RunAsync(configured, TimeProvider.System, default);
        Assert.Equal(["expires in 10 days", "expires in 20 days", "expires in 5 days"], told.Where(check => check.What != "clock").Select(check => check.Fault?.Split(',')[0]));
    }

    [Fact]
    public void Notice_OfTheOneThatEndsFirst_FromThirtyDaysBefore()
    {
        (string, CertificateEnd)[] ends = [("north", new(CertificateKind.Gateway, Now.AddDays(40))), ("south", new(CertificateKind.Own, Now.AddDays(35)))];
        Assert.Null(CertificateWatch.Of([], Now));
        Assert.Null(CertificateWatch.Of(ends, Now));
        var day = $"{Now.AddDays(35).UtcDateTime:yyyy-MM-dd}";
        Assert.Equal($"Gateway south: the ClientCertificate expires on {day}. New connections are refused from then on.", CertificateWatch.Of(ends, Now.AddDays(6))?.Text);
        Assert.Equal($"Gateway south: the ClientCertificate expired on {day}. New connections are refused.", CertificateWatch.Of(ends, Now.AddDays(36))?.Text);
    }

    private async Task<GatewayReply> PollAsync(TestAuthority authority, DateTimeOffset until)
    {
        await using var gateway = await StartAsync(authority, until);
        var (endpoint, _) = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = gateway.BaseUri.ToString(), CaCertificate = Keep("ca.pem", authority.Pem) }, []);
        using (endpoint) return await new GatewayClient(endpoint!, TimeProvider.System).PollAsync(gateway.Agents[0].Id, SessionTicket.None, default);
    }

    private Task<SimulatorServer> StartAsync(TestAuthority authority, DateTimeOffset until) => SimulatorServer.StartAsync(
        new SimulatorOptions { Agents = 1, Scenario = false, PollHold = TimeSpan.FromMilliseconds(50), Https = true, CertificatePath = Keep("server.pem", authority.Issue("gateway", until)) }, TimeProvider.System, NullLoggerFactory.Instance, default);

    private string Keep(string name, string text)
    {
        var file = Path.Combine(_directory.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A gateway that says nothing after the handshake, until it is cancelled.</summary>
    private static async Task ShakeHandsAsync(TcpListener listener, SslServerAuthenticationOptions options, CancellationToken cancellation)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellation);
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(options, cancellation);
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException)
            {
                // as it should be
            }
        }
    }
}
