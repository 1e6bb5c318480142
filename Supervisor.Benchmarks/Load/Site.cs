using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>A simulator and Supervisor in two processes, with every agent imported and live.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Gateway = "bench";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _directory;
    private readonly string[] _settings;
    private readonly bool _keepsData;

    private Site(DirectoryInfo directory, string[] settings, bool keepsData, Child simulator, Child supervisor, Uri address, Uri simulatorAddress, HttpClient api)
    {
        _directory = directory;
        _settings = settings;
        _keepsData = keepsData;
        Simulator = simulator;
        Supervisor = supervisor;
        Address = address;
        SimulatorAddress = simulatorAddress;
        Api = api;
    }

    public const string User = "bench";
    public const string Password = "a long enough password";

    public Child Simulator { get; private set; }

    public Child Supervisor { get; private set; }

    public Uri Address { get; }

    public Uri SimulatorAddress { get; }

    /// <summary>With a token that sees the floor; <see cref="Manager"/> for the history.</summary>
    public HttpClient Api { get; }

    public required HttpClient Manager { get; init; }

    /// <summary>The agents as they were imported, with their passwords.</summary>
    public required string Csv { get; init; }

    private string[] Gateways { get; init; } = [];

    /// <summary>The data directory of the app.</summary>
    public string Data => Path.Combine(_directory.FullName, "data");

    /// <summary>From the start of the app until the last agent was live.</summary>
    public TimeSpan UntilLive { get; private set; }

    /// <summary>Starts both and waits until every agent is live.</summary>
    /// <param name="agents">How many.</param>
    /// <param name="speed">How many times faster than life.</param>
    /// <param name="push">True: the simulator calls us back; false: we poll.</param>
    /// <param name="scenario">False: agents do nothing by themselves.</param>
    /// <param name="eventTime">True: polled events tell when they were made, as pushed ones always do here.</param>
    /// <param name="plan">What is to be unlike the defaults.</param>
    /// <param name="prepare">Fills the data directory before the app sees it.</param>
    public static async Task<Site> StartAsync(int agents, double speed, bool push = false, bool scenario = true, bool eventTime = false, SitePlan? plan = null, Func<string, Task>? prepare = null)
    {
        plan ??= new SitePlan();
        var directory = Directory.CreateTempSubdirectory("supervisor-bench-");
        var data = Path.Combine(directory.FullName, "data");
        var csv = Path.Combine(directory.FullName, "agents.csv");
        if (prepare is not null) await prepare(data);
        var (port, simulatorPort) = plan.Ports ?? (FreePort(), FreePort());
        // over TLS by a name, as certificates have them: .NET shares what TLS keeps among the connections to a name, and not among those to a number
        var simulatorAddress = new Uri(plan.Https ? $"https://localhost:{simulatorPort}/" : $"http://127.0.0.1:{simulatorPort}/");
        string[] gateway =
        [
            "--port", $"{simulatorPort}", "--agents", $"{agents}", "--speed", FormattableString.Invariant($"{speed}"), "--agents-csv", csv,
            .. scenario ? [] : (string[])["--no-scenario"], .. eventTime ? (string[])["--event-time"] : [], .. plan.Simulator,
        ];
        var simulator = Child.Start("Supervisor.Simulator", gateway);
        using var open = Trusting();
        await UntilAsync(simulator, async () => (await open.GetAsync(new Uri(simulatorAddress, "simulator/stats"))).IsSuccessStatusCode);

        var address = new Uri($"http://127.0.0.1:{port}/");
        string[] settings =
        [
            "--Data:Directory", data,
            "--Gateways:0:Name", Gateway, "--Gateways:0:BaseUrl", $"{simulatorAddress}agentgateway/resource/",
            .. push ? ["--Gateways:0:Mode", "Push", "--Gateways:0:CallbackBaseUrl", address.ToString()] : Array.Empty<string>(),
            .. plan.Https ? ["--Gateways:0:AllowInvalidCertificate", "true"] : Array.Empty<string>(), .. plan.Supervisor,
        ];
        await Child.RunAsync("Supervisor.Web", ["agents", "import", csv, "--gateway", Gateway, .. settings]);
        var floorToken = (await Child.RunAsync("Supervisor.Web", ["tokens", "add", "floor", "--role", "supervisor", .. settings])).Split('\n')[^1];
        var historyToken = (await Child.RunAsync("Supervisor.Web", ["tokens", "add", "history", "--role", "manager", .. settings])).Split('\n')[^1];

        var began = TimeProvider.System.GetTimestamp();
        var supervisor = Child.Start(plan.OpenFiles, "Supervisor.Web", ["--Urls", address.ToString(), .. settings]);
        var site = new Site(directory, settings, plan.KeepsData, simulator, supervisor, address, simulatorAddress, Client(address, floorToken)) { Manager = Client(address, historyToken), Gateways = gateway, Csv = csv };
        await UntilAsync(supervisor, async () => await site.LiveAsync() >= (plan.Live ?? agents));
        site.UntilLive = TimeProvider.System.GetElapsedTime(began);
        return site;
    }

    /// <summary>Kills the app as a power cut would: no signal that it could answer.</summary>
    public async Task KillAsync()
    {
        await Supervisor.KillAsync();
        await Supervisor.DisposeAsync();
    }

    /// <summary>Starts the app again on the same data directory. Returns the time until it said that it is ready.</summary>
    public async Task<TimeSpan> StartAgainAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        Supervisor = Child.Start("Supervisor.Web", ["--Urls", Address.ToString(), .. _settings]);
        await UntilAsync(Supervisor, async () => (await Api.GetAsync("readyz")).IsSuccessStatusCode, TimeSpan.FromMilliseconds(20));
        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>A command of the app on the same data directory. Returns its exit code and what it printed.</summary>
    public Task<(int ExitCode, string Output)> CommandAsync(params string[] arguments) => Child.EndedAsync("Supervisor.Web", [.. arguments, .. _settings]);

    /// <summary>The floor as the API tells it.</summary>
    public async Task<JsonElement> FloorAsync() => await Api.GetFromJsonAsync<JsonElement>("api/v1/floor");

    /// <summary>One figure of the simulator's account.</summary>
    public async Task<JsonElement> SimulatorAsync(string path)
    {
        using var open = Trusting();
        return await open.GetFromJsonAsync<JsonElement>(new Uri(SimulatorAddress, path));
    }

    /// <summary>Kills the simulator and starts it again: it has forgotten everybody.</summary>
    public async Task RestartSimulatorAsync()
    {
        await Simulator.KillAsync();
        await Simulator.DisposeAsync();
        Simulator = Child.Start("Supervisor.Simulator", Gateways);
        await UntilAsync(Simulator, async () =>
        {
            await SimulatorAsync("simulator/stats");
            return true;
        }, TimeSpan.FromMilliseconds(50));
    }

    /// <summary>The gateway goes down for a while, and keeps its sessions or forgets them.</summary>
    public async Task OutageAsync(TimeSpan length, bool keepSessions)
    {
        using var open = Trusting();
        using var answer = await open.PostAsync(new Uri(SimulatorAddress, FormattableString.Invariant($"simulator/outage?seconds={length.TotalSeconds}&keepSessions={(keepSessions ? "true" : "false")}")), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The app's own figures: name with labels, and value.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MetricsAsync() =>
        (await Api.GetStringAsync("metrics")).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        await Simulator.DisposeAsync();
        Api.Dispose();
        Manager.Dispose();
        if (_keepsData) Console.WriteLine($"data: {Data}");
        else _directory.Delete(recursive: true);
    }

    /// <summary>The setup link that the app has printed.</summary>
    public string SetupLink => Supervisor.Output.Split('\n').Select(line => line.Split("Open ")).First(parts => parts.Length == 2 && parts[1].Contains("/setup?", StringComparison.Ordinal))[1];

    /// <summary>Sessions that are live.</summary>
    public async Task<int> LiveAsync() => (int)(await MetricsAsync()).GetValueOrDefault("supervisor_sessions{state=\"live\"}");

    /// <summary>The certificate that a simulator makes for itself is nobody's concern here.</summary>
    public static HttpClient Trusting() => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });

    private static HttpClient Client(Uri address, string token)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A simulator by itself, once it listens.</summary>
    public static async Task<Child> SimulatorAloneAsync(params string[] arguments)
    {
        var simulator = Child.Start("Supervisor.Simulator", arguments);
        try
        {
            await UntilAsync(simulator, () => Task.FromResult(simulator.Output.Contains("Ctrl-C", StringComparison.Ordinal)));
            return simulator;
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until <paramref name="condition"/> holds; not listening yet counts as no.</summary>
    public static async Task UntilAsync(Child child, Func<Task<bool>> condition, TimeSpan? pause = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < StartDeadline)
        {
            if (child.HasExited) throw new InvalidOperationException($"It ended:\n{child.Output}");
            try
            {
                if (await condition()) return;
            }
            catch (Exception away) when (away is HttpRequestException or SocketException)
            {
                // not listening yet
            }

            await Task.Delay(pause ?? TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }

        throw new TimeoutException($"Not ready in {StartDeadline}:\n{child.Output}");
    }

    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
