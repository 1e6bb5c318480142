using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator;
using Supervisor.Tests.Support;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.MainJob;

/// <summary>The app in a process of its own, killed: the gateway's side of the sign-ins must not be lost with it.</summary>
public sealed class KilledAppTests : IDisposable
{
    private static readonly SimulatorOptions Quiet = new() { Agents = 3, Scenario = false };

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("supervisor-killed-");
    private Process? _app;

    [Fact]
    public async Task Kill_AgainSoonAfterTheStart_GoesOnWithTheSignIns()
    {
        await using var simulator = await SimulatorServer.StartAsync(Quiet, TimeProvider.System, NullLoggerFactory.Instance, default);
        var agents = Path.Combine(_data.FullName, "agents.csv");
        await File.WriteAllTextAsync(agents, simulator.AgentsCsv());
        using (var import = Start(simulator, "agents", "import", agents, "--gateway", "site"))
        {
            await import.WaitForExitAsync();
            Assert.Equal(0, import.ExitCode);
        }

        _app = Start(simulator, "--Urls", "http://127.0.0.1:0");
        await PollingAsync(simulator, true);
        await WrittenAsync(simulator.Account.Current().Max(agent => agent.Since).UtcDateTime + (SignInKeeper.Pause / 2));
        await KillAsync();

        // the first file of a run decides: it may be written before the sessions know how they stand
        await PollingAsync(simulator, false);
        var last = File.GetLastWriteTimeUtc(SignIns);
        _app = Start(simulator, "--Urls", "http://127.0.0.1:0");
        await WrittenAsync(last.AddTicks(1));
        await KillAsync();

        await PollingAsync(simulator, false);
        _app = Start(simulator, "--Urls", "http://127.0.0.1:0");
        await PollingAsync(simulator, true);
    }

    private string SignIns => Path.Combine(_data.FullName, "data", "sign-ins");

    public void Dispose()
    {
        _app?.Kill();
        _app?.WaitForExit();
        _app?.Dispose();
        _data.Delete(recursive: true);
    }

    private static Task PollingAsync(SimulatorServer simulator, bool polling) =>
        Eventually.IsTrueAsync(() => simulator.Account.Current().All(agent => agent.Polling == polling), polling ? "every agent polls" : "no agent polls");

    private Task WrittenAsync(DateTime notBefore) => Eventually.IsTrueAsync(() => File.GetLastWriteTimeUtc(SignIns) >= notBefore, "the sign-ins written");

    private Process Start(SimulatorServer simulator, params string[] arguments)
    {
        // built with the tests, and beside them: in a process of its own, since only a process can be killed
        var output = Path.GetRelativePath(Path.Combine(Repository.Root, "Supervisor.Tests"), AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] settings = ["--Data:Directory", Path.Combine(_data.FullName, "data"), "--Gateways:0:Name", "site", "--Gateways:0:BaseUrl", simulator.BaseUri.ToString()];
        foreach (var argument in (string[])[Path.Combine(Repository.Root, "Supervisor.Web", output, "Supervisor.Web.dll"), .. arguments, .. settings]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task KillAsync()
    {
        if (_app is not { } app) return;
        app.Kill();
        await app.WaitForExitAsync();
        app.Dispose();
        _app = null;
    }
}
