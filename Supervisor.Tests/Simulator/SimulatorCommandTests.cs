using System.Globalization;
using Supervisor.Simulator;
using Supervisor.Simulator.Commands;

namespace Supervisor.Tests.Simulator;

public sealed class SimulatorCommandTests
{
    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("--port", "many")]
    [InlineData("--agents", "0")]
    [InlineData("--speed", "-1")]
    [InlineData("--auth-mode", "3")]
    [InlineData("--old-heartbeat", "500")]
    [InlineData("--config-account", "0")]
    [InlineData("--journal-stretches", "0")]
    public async Task Run_WrongUsage_Exits64(params string[] args) => Assert.Equal(64, await SimulatorCommand.RunAsync(args));

    [Fact]
    public async Task Run_PortInUse_Exits1()
    {
        await using var gateway = await SimulatorFixture.StartAsync();
        Assert.Equal(1, await SimulatorCommand.RunAsync(["--port", gateway.Server.Root.Port.ToString(CultureInfo.InvariantCulture)]));
    }

    [Fact]
    public async Task Run_Help_Exits0() => Assert.Equal(0, await SimulatorCommand.RunAsync(["--help"]));

    [Fact]
    public async Task Start_BadOptions_NamesEveryOne()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => SimulatorServer.StartAsync(new SimulatorOptions { Agents = 0, Speed = 0, AuthMode = 7 }, TimeProvider.System));
        Assert.Contains("Agents", error.Message, StringComparison.Ordinal);
        Assert.Contains("Speed", error.Message, StringComparison.Ordinal);
        Assert.Contains("AuthMode", error.Message, StringComparison.Ordinal);
    }
}
