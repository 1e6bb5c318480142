using Supervisor.Simulator;
using Supervisor.Simulator.Hosting;

namespace Supervisor.Tests.Simulator;

public sealed class PushHttpsTests
{
    [Fact]
    public async Task Push_ReceiverOfTheTrustedAuthority_IsReached()
    {
        var pem = Path.GetTempFileName();
        try
        {
            using var certificate = GatewayCertificate.Make(new SimulatorOptions { Https = true, CertificateOut = pem });
            await using var receiver = await CallbackReceiver.StartAsync(certificate);
            await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, CallbackCa = pem });
            await gateway.PushedToAsync(receiver);
            await SimulatorFixture.UntilAsync(() => gateway.Server.Account.Delivered(gateway.Id).Count == 2);
            Assert.Equal("https", receiver.Root.Scheme);
        }
        finally
        {
            File.Delete(pem);
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public async Task Push_UnknownCertificate_IsAcceptedOnlyByTheSwitch(bool any, int delivered)
    {
        using var certificate = GatewayCertificate.Make(new SimulatorOptions { Https = true });
        await using var receiver = await CallbackReceiver.StartAsync(certificate);
        await using var gateway = await SimulatorFixture.StartAsync(new SimulatorOptions { Agents = 1, Scenario = false, AcceptAnyCallbackCertificate = any });
        await gateway.PushedToAsync(receiver);
        await SimulatorFixture.UntilAsync(() => gateway.Server.Account.CallbacksWaiting == 1 || gateway.Server.Account.CallbacksUnderWay == 0);
        Assert.Equal(delivered, gateway.Server.Account.Delivered(gateway.Id).Count);
        Assert.Equal(any ? 1 : 0, receiver.Received.Length);
    }

    [Fact]
    public async Task Start_TrustedAuthorityMissing_Fails() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => SimulatorFixture.StartAsync(new SimulatorOptions { CallbackCa = "no-such-file.pem" }));
}
