using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Simulator.Callbacks;
using Supervisor.Simulator.Configuration;
using Supervisor.Simulator.Control;
using Supervisor.Simulator.Faults;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Hosting;
using Supervisor.Simulator.Operations;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Recognition;
using Supervisor.Simulator.Scenario;
using Supervisor.Simulator.Scheduling;

namespace Supervisor.Simulator;

/// <summary>
/// A running simulated gateway on a real TCP port. The floor outlives the listener, so a gateway that goes down and comes back keeps its
/// sessions. Safe from any thread.
/// </summary>
public sealed partial class SimulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestExit = TimeSpan.FromSeconds(1);

    private readonly SimulatorOptions _options;
    private readonly GatewayFloor _floor;
    private readonly Scheduler _scheduler;
    private readonly CallbackCourier _courier;
    private readonly RequestDelegate _handle;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _switching = new(1, 1);
    private readonly AnswerGate _exit = new();
    private readonly TimeProvider _time;
    private GatewayHost? _host;
    private KeptPort? _kept;
    private int _port;
    private volatile bool _disposed;

    private SimulatorServer(SimulatorOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time) = (options, time);
        _log = loggers.CreateLogger("Supervisor.Simulator");
        _scheduler = new Scheduler(time, _log);
        Faults = new FaultPlan(options.Seed);
        Certificate = GatewayCertificate.Make(options);
        _courier = new CallbackCourier(new CallbackClient(options, time), Faults, _scheduler, _log);
        _floor = new GatewayFloor(options, _scheduler, _courier, _log);
        ConfigurationAccount = new ConfigurationAccount(options);
        _logins = new ConfigurationLogins(ConfigurationAccount, options.ConfigLoginTimeout, _scheduler);
        _subscriptions = new SubscriptionRegister(options.SubscriptionTimeout, _scheduler);
        _desk = new RecognitionDesk(_floor, _subscriptions);
        Account = new FloorAccount(_floor, _subscriptions, _desk);
        if (options.Scenario)
            _ = new ScenarioEngine(_floor);
        if (options is { Scenario: true, Recognition: true })
            _ = new ConversationEngine(_floor, _desk);
        var answers = new Answers(options);
        var gateway = new GatewayPipeline(_floor, new OperationTable([
            .. new SessionOperations(_floor, answers).All,
            .. new PollOperation(_floor, answers, time).All,
            .. new StateOperations(answers).All,
            .. new VoiceOperations(_floor, answers).All,
            .. new ConfigurationOperations(_logins, _subscriptions, answers).All,
            .. QueryFamilies.All(_floor, answers, time),
        ]), answers, Faults, new FaultInjector(answers, time), _exit);
        var control = new ControlPipeline(_floor, gateway.Operations, Faults,
            new RecognitionEndpoints(_floor, ConfigurationAccount, _logins, _subscriptions, _desk), PlanOutage);
        _handle = new Entrance(gateway, control).HandleAsync;
    }

    /// <summary>Address of the resources, ending with <c>/agentgateway/resource/</c>.</summary>
    public Uri BaseUri => new(Root, "agentgateway/resource/");

    /// <summary>Address of the listener; the control endpoints are below <c>simulator/</c>.</summary>
    public Uri Root => new UriBuilder(_options.Https ? "https" : "http", _options.Address is "0.0.0.0" or "::" ? "127.0.0.1" : _options.Address, _port).Uri;

    /// <summary>The configured agents, in order of id.</summary>
    public IReadOnlyList<SimulatedAgent> Agents => _floor.Agents;

    /// <summary>Certificate of the HTTPS listener; null over HTTP.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Faults on demand.</summary>
    public FaultPlan Faults { get; }

    /// <summary>What was delivered, and how every agent stands.</summary>
    public FloorAccount Account { get; }

    /// <summary>Starts a gateway.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="time">Every wait and every stamp goes through it.</param>
    /// <param name="loggers">Where to log; null: nowhere.</param>
    /// <param name="ct">Gives up starting.</param>
    /// <exception cref="ArgumentException">Options out of range; every error is in the message.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SimulatorServer> StartAsync(
        SimulatorOptions options, TimeProvider time, ILoggerFactory? loggers = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (string.Join("; ", options.Errors()) is { Length: > 0 } errors)
            throw new ArgumentException(errors, nameof(options));
        var server = new SimulatorServer(options, time, loggers ?? NullLoggerFactory.Instance) { _port = options.Port };
        try
        {
            await server.ResumeListeningAsync(ct);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        return server;
    }

    /// <summary>Cuts every connection and refuses new ones, and stops pushing; sessions, queues and the scenario go on.</summary>
    public async Task StopListeningAsync()
    {
        await _switching.WaitAsync();
        try
        {
            if (_host is not { } host)
                return;
            _host = null;
            _courier.Close();
            // a client that does not read its answer is not waited for
            await Task.WhenAny(_exit.ShutAsync(), Task.Delay(LongestExit, _time));
            await host.DisposeAsync();
            if (!_disposed)
                _kept = KeptPort.Keep(_options.Address, _port);
            Log.StoppedListening(_log);
        }
        finally
        {
            _switching.Release();
        }
    }

    /// <summary>Listens again on the same port.</summary>
    public async Task ResumeListeningAsync(CancellationToken ct = default)
    {
        await _switching.WaitAsync(ct);
        try
        {
            if (_host is not null || _disposed)
                return;
            _kept?.Dispose();
            _kept = null;
            _exit.Open();
            _host = await GatewayHost.StartAsync(_options, _port, Certificate, _handle, ct);
            _port = _host.Port;
            _courier.Open();
            Log.Listening(_log, BaseUri, Agents.Count);
        }
        finally
        {
            _switching.Release();
        }
    }

    /// <summary>Goes down and comes back on the same port.</summary>
    /// <param name="keepSessions">False: everybody is signed out meanwhile and subscriptions are forgotten, as after a restart of the gateway.</param>
    public async Task RestartAsync(bool keepSessions)
    {
        await StopListeningAsync();
        if (!keepSessions)
            ForgetEverybody();
        await ResumeListeningAsync();
    }

    /// <summary>Goes down a moment later, so that the answer to whoever asked still leaves, and comes back by itself.</summary>
    private void PlanOutage(TimeSpan length, bool keepSessions) =>
        _scheduler.After(TimeSpan.FromMilliseconds(100), () =>
        {
            var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _scheduler.After(length, back.SetResult);
            _ = OutageAsync(back.Task, keepSessions);
        });

    private async Task OutageAsync(Task back, bool keepSessions)
    {
        try
        {
            await StopListeningAsync();
            await back;
            if (!keepSessions)
                ForgetEverybody();
            await ResumeListeningAsync();
        }
        catch (Exception exception) // nobody awaits an outage
        {
            Log.OutageFailed(_log, exception);
        }
    }

    /// <summary>Puts an event into an agent's queue without changing the agent's state; false when nobody is signed in as this agent.</summary>
    /// <param name="agentId">Employee id.</param>
    /// <param name="eventType">Event type, any.</param>
    /// <param name="content">Content; null is JSON null.</param>
    public bool Raise(string agentId, string eventType, JsonNode? content = null) =>
        _floor.Get(agentId).RaiseFromOutside(eventType, content?.ToJsonString() ?? EventContents.None);

    /// <summary>The same with the content's exact text.</summary>
    /// <exception cref="JsonException">The content is not JSON.</exception>
    public bool RaiseRaw(string agentId, string eventType, string contentJson)
    {
        using (JsonDocument.Parse(contentJson)) // only to refuse what is not JSON: the text itself is sent
            return _floor.Get(agentId).RaiseFromOutside(eventType, contentJson);
    }

    /// <summary>A customer's call rings at an idle agent. Returns the call id, or null when the agent is not idle.</summary>
    public string? StartInboundCall(string agentId, string caller = "13800138000") => _floor.Get(agentId).StartInbound(caller)?.Id;

    /// <summary>The agent calls out. Returns the call id, or null when the agent is neither idle nor busy.</summary>
    public string? StartOutboundCall(string agentId, string called = "13900139000") => _floor.Get(agentId).StartOutbound(called)?.Id;

    /// <summary>The ringing call is answered: by the agent, or by the called customer.</summary>
    public bool Answer(string agentId) => _floor.Get(agentId).Answer();

    /// <summary>Holds the call.</summary>
    public bool Hold(string agentId) => _floor.Get(agentId).Hold();

    /// <summary>Takes the held call back.</summary>
    public bool Retrieve(string agentId) => _floor.Get(agentId).Retrieve();

    /// <summary>The call ends, hung up by the agent or by the platform.</summary>
    public bool Release(string agentId, bool byAgent = false) => _floor.Get(agentId).Release(byAgent);

    /// <summary>The agent lets the call ring: it is taken away, and the agent becomes busy with reason 2.</summary>
    public bool MissRing(string agentId) => _floor.Get(agentId).MissRing();

    /// <summary>The outbound call fails.</summary>
    public bool FailOutbound(string agentId) => _floor.Get(agentId).FailOutbound();

    /// <summary>The platform signs the agent out: AgentOther_ShutdownService, and 100-006 after it was fetched.</summary>
    public void ShutDownAgent(string agentId) => _floor.Get(agentId).ShutDown();

    /// <summary>Signs the agent in as somebody else's client would, for good; an own session is kicked out.</summary>
    /// <param name="agentId">Employee id.</param>
    /// <param name="allowForce">False: a sign-in answers 100-015 instead of 100-002.</param>
    public void SignInElsewhere(string agentId, bool allowForce = true)
    {
        var seat = _floor.Get(agentId);
        seat.AllowForcedSignIn(allowForce);
        seat.SignInElsewhere();
    }

    /// <summary>Ends whatever session the agent has, without a word to its client; a locked account is unlocked.</summary>
    public void EndSession(string agentId) => _floor.Get(agentId).FreeForSignIn();

    /// <summary>The agents as an import file (RFC 4180).</summary>
    public string AgentsCsv() => Roster.AgentsCsv.Write(Agents);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        _scheduler.Dispose();
        await StopListeningAsync();
        _kept?.Dispose();
        _courier.Dispose();
        Certificate?.Dispose();
    }
}
