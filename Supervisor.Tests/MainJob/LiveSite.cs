using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.MainJob;

/// <summary>The whole product against a simulated gateway over real HTTP, as a site has it.</summary>
internal sealed class LiveSite : IAsyncDisposable
{
    public const string Gateway = "site";

    private readonly string _data = TempStore.Folder("supervisor-site-");

    private readonly Uri? _callback;
    private readonly X509Certificate2? _certificate;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private LiveSite(SimulatorServer simulator, Uri? callback, X509Certificate2? certificate, IReadOnlyDictionary<string, string> settings)
    {
        (Simulator, _callback, _certificate, _settings) = (simulator, callback, certificate, settings);
        App = StartApp();
    }

    public SimulatorServer Simulator { get; }

    public RunningApp App { get; private set; }

    public IFloorFeed Feed => App.Services.GetRequiredService<IFloorFeed>();

    public ISessionPool Pool => App.Services.GetRequiredService<ISessionPool>();

    /// <summary>A site that polls, with more settings where the test needs them.</summary>
    public static async Task<LiveSite> StartAsync(SimulatorOptions options, IReadOnlyDictionary<string, string>? settings = null) =>
        new(await SimulatorServer.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, default), null, null, settings ?? new Dictionary<string, string>());

    /// <summary>A site whose gateway calls back: over HTTPS where there is a certificate.</summary>
    public static async Task<LiveSite> StartPushAsync(SimulatorOptions options, X509Certificate2? certificate = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var callback = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{FreePort()}");
        return new(await SimulatorServer.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, default), callback, certificate, settings ?? new Dictionary<string, string>());
    }

    /// <summary>Stops the app in order and starts it again on the same data; <paramref name="between"/> happens while it is down.</summary>
    public async Task RestartAsync(Action? between = null)
    {
        await App.DisposeAsync();
        between?.Invoke();
        App = StartApp();
    }

    /// <summary>Imports every agent of the simulator, with other passwords where the test says so.</summary>
    public Task ImportAsync(Func<string, string>? change = null) => ImportAsync(Gateway, (change ?? (text => text))(Simulator.AgentsCsv()));

    /// <summary>Imports the agents of a file.</summary>
    public async Task ImportAsync(string gateway, string agents)
    {
        var import = App.Services.GetRequiredService<CredentialImport>();
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(agents));
        var preview = await import.PreviewAsync(gateway, csv, default);
        Assert.Empty(preview.Errors);
        Assert.True((await import.ApplyAsync(preview, Actor.CommandLine, default)).IsDone);
    }

    public AgentId Id(int agent) => new(Gateway, Simulator.Agents[agent].Id);

    public Task UntilAsync(int agent, SessionPhase phase) =>
        Eventually.IsTrueAsync(() => Pool.Find(Id(agent))?.State.Phase == phase, $"agent {agent} {phase} (is {Pool.Find(Id(agent))?.State})");

    public Task UntilAsync(int agent, AgentState state) =>
        Eventually.IsTrueAsync(() => Feed.Current.Agents.TryGetValue(Id(agent), out var snapshot) && snapshot.State == state, $"agent {agent} {state}");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Simulator.DisposeAsync();
        await Folders.DeleteAsync(_data);
    }

    private RunningApp StartApp()
    {
        var settings = new Dictionary<string, string>(_settings)
        {
            ["Data:Directory"] = _data,
            ["Gateways:0:Name"] = Gateway,
            ["Gateways:0:BaseUrl"] = Simulator.BaseUri.ToString(),
        };
        if (_callback is not null) (settings["Gateways:0:Mode"], settings["Gateways:0:CallbackBaseUrl"]) = ("Push", _callback.ToString());
        return RunningApp.Start(settings, null, _callback, _certificate);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
