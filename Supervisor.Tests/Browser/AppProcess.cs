using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Supervisor.Simulator;
using Supervisor.Tests.Support;

namespace Supervisor.Tests.Browser;

/// <summary>The app in a process of its own, always on the same port: only a process can be killed. With every agent of a simulator.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("supervisor-process-");
    private readonly SimulatorServer _simulator;
    private readonly TaskCompletionSource<string> _setup = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    private AppProcess(SimulatorServer simulator)
    {
        _simulator = simulator;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    public Uri Address { get; }

    /// <summary>The one-time link of the first start.</summary>
    public Task<string> SetupLink => _setup.Task;

    public static async Task<AppProcess> StartAsync(SimulatorServer simulator)
    {
        var app = new AppProcess(simulator);
        var agents = Path.Combine(app._data.FullName, "agents.csv");
        await File.WriteAllTextAsync(agents, simulator.AgentsCsv());
        using (var import = app.Run("agents", "import", agents, "--gateway", "site"))
        {
            await import.WaitForExitAsync();
            Assert.Equal(0, import.ExitCode);
        }

        app.Start();
        return app;
    }

    /// <summary>Listens again where it did before.</summary>
    public void Start() => _process = Run("--Urls", Address.ToString());

    /// <summary>No signal that it could answer.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Folders.DeleteAsync(_data.FullName);
    }

    private Process Run(params string[] arguments)
    {
        // built with the tests, and beside them
        var output = Path.GetRelativePath(Path.Combine(Repository.Root, "Supervisor.Tests"), AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // a process that is killed would leave its debugger's pipes behind
        string[] settings = ["--Data:Directory", Path.Combine(_data.FullName, "data"), "--Gateways:0:Name", "site", "--Gateways:0:BaseUrl", _simulator.BaseUri.ToString()];
        foreach (var argument in (string[])[Path.Combine(Repository.Root, "Supervisor.Web", output, "Supervisor.Web.dll"), .. arguments, .. settings]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.IndexOf("http", StringComparison.Ordinal) is >= 0 and var at && line.Data.Contains("/setup?", StringComparison.Ordinal)) _setup.TrySetResult(line.Data[at..].Trim());
        };
        process.BeginOutputReadLine();
        return process;
    }
}
