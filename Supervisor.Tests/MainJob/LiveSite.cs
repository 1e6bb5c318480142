using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Simulator;
using Supervisor.Tests.Browser;
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

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("supervisor-site-");

    private LiveSite(SimulatorServer simulator)
    {
        Simulator = simulator;
        App = StartApp();
    }

    public SimulatorServer Simulator { get; }

    public RunningApp App { get; private set; }

    public IFloorFeed Feed => App.Services.GetRequiredService<IFloorFeed>();

    public ISessionPool Pool => App.Services.GetRequiredService<ISessionPool>();

    public static async Task<LiveSite> StartAsync(SimulatorOptions options)
    {
        return new LiveSite(await SimulatorServer.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, default));
    }

    /// <summary>Stops the app in order and starts it again on the same data; <paramref name="between"/> happens while it is down.</summary>
    public async Task RestartAsync(Action? between = null)
    {
        await App.DisposeAsync();
        between?.Invoke();
        App = StartApp();
    }

    /// <summary>Imports every agent of the simulator, with other passwords where the test says so.</summary>
    public async Task ImportAsync(Func<string, string>? change = null)
    {
        var import = App.Services.GetRequiredService<CredentialImport>();
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes((change ?? (text => text))(Simulator.AgentsCsv())));
        var preview = await import.PreviewAsync(Gateway, csv, default);
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
        _data.Delete(recursive: true);
    }

    private RunningApp StartApp() => RunningApp.Start(new Dictionary<string, string>
    {
        ["Data:Directory"] = _data.FullName,
        ["Gateways:0:Name"] = Gateway,
        ["Gateways:0:BaseUrl"] = Simulator.BaseUri.ToString(),
    });
}
