using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Supervisor.Simulator.Commands;

/// <summary>The command line of the stand-alone gateway.</summary>
internal static class SimulatorCommand
{
    public const int UsageError = 64;

    public static async Task<int> RunAsync(string[] args)
    {
        var defaults = new SimulatorOptions();
        Option<int> port = new("--port") { Description = "TCP port, 0 for any free one", DefaultValueFactory = _ => 8043 };
        Option<int> agents = new("--agents") { Description = "number of agents", DefaultValueFactory = _ => defaults.Agents };
        Option<int> firstAgentId = new("--first-agent-id") { Description = "employee id of the first agent", DefaultValueFactory = _ => defaults.FirstAgentId };
        Option<int> seed = new("--seed") { Description = "seed of names, passwords and of the day", DefaultValueFactory = _ => defaults.Seed };
        Option<double> speed = new("--speed") { Description = "factor by which calls, wrap-up and breaks are shorter", DefaultValueFactory = _ => defaults.Speed };
        Option<bool> https = new("--https") { Description = "HTTPS; without --certificate with a self-signed certificate" };
        Option<bool> http2 = new("--http2") { Description = "HTTPS with HTTP/2 for clients that ask for it" };
        Option<string?> certificate = new("--certificate") { Description = "PFX without password, or PEM with certificate and key" };
        Option<string?> certificateOut = new("--certificate-out") { Description = "write the public certificate to this PEM file" };
        Option<string> address = new("--address") { Description = "local address to listen on", DefaultValueFactory = _ => defaults.Address };
        Option<int> authMode = new("--auth-mode") { Description = "GUID check: 0 none, 1 static, 2 dynamic", DefaultValueFactory = _ => defaults.AuthMode };
        Option<bool> noScenario = new("--no-scenario") { Description = "agents do nothing by themselves" };
        Option<bool> noSignOuts = new("--no-sign-outs") { Description = "the platform signs nobody out by itself" };
        Option<bool> nativeTypes = new("--native-types") { Description = "numbers and booleans as JSON types instead of strings" };
        Option<string?> callbackCa = new("--callback-ca") { Description = "PEM file of the certificates that callbacks trust" };
        Option<bool> anyCallback = new("--accept-any-callback-certificate") { Description = "callbacks go to any HTTPS receiver" };
        Option<bool> pushEventTime = new("--push-event-time") { Description = "eventGenTime in pushed events", DefaultValueFactory = _ => defaults.PushEventTime };
        Option<bool> eventTime = new("--event-time") { Description = "eventGenTime in polled events, too" };
        Option<int> stretches = new("--journal-stretches") { Description = "stretches of the journal kept per agent", DefaultValueFactory = _ => defaults.StretchesKeptPerAgent };
        Option<string?> oldHeartbeat = new("--old-heartbeat") { Description = "only the older heartbeat; the newer one is refused with 404, 405 or 000-002" };
        Option<int> configAccount = new("--config-account") { Description = "id of the configuration account", DefaultValueFactory = _ => defaults.ConfigAccount };
        Option<string?> configPassword = new("--config-password") { Description = "its password; default: made from the seed" };
        Option<int> configLogin = new("--config-login-minutes") { Description = "how long a configuration login is good", DefaultValueFactory = _ => (int)defaults.ConfigLoginTimeout.TotalMinutes };
        Option<bool> noRecognition = new("--no-recognition") { Description = "no recognition results but those on demand" };
        Option<string?> agentsCsv = new("--agents-csv") { Description = "write the agents as an import file" };
        RootCommand command = new("A simulated CC-Gateway (AgentGateway) for the supervisor console")
        {
            port, agents, firstAgentId, seed, speed, https, http2, certificate, certificateOut, address, authMode, noScenario, nativeTypes, agentsCsv,
            noSignOuts, callbackCa, anyCallback, pushEventTime, eventTime, stretches, oldHeartbeat,
            configAccount, configPassword, configLogin, noRecognition,
        };
        command.SetAction((parsed, ct) => ServeAsync(
            new SimulatorOptions
            {
                Port = parsed.GetValue(port),
                Agents = parsed.GetValue(agents),
                FirstAgentId = parsed.GetValue(firstAgentId),
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
                Https = parsed.GetValue(https) || parsed.GetValue(http2) || parsed.GetValue(certificate) is not null,
                Http2 = parsed.GetValue(http2),
                CertificatePath = parsed.GetValue(certificate),
                CertificateOut = parsed.GetValue(certificateOut),
                Address = parsed.GetValue(address)!,
                AuthMode = parsed.GetValue(authMode),
                Scenario = !parsed.GetValue(noScenario),
                PlatformSignOuts = !parsed.GetValue(noSignOuts),
                NativeTypes = parsed.GetValue(nativeTypes),
                CallbackCa = parsed.GetValue(callbackCa),
                AcceptAnyCallbackCertificate = parsed.GetValue(anyCallback),
                PushEventTime = parsed.GetValue(pushEventTime),
                EventGenTime = parsed.GetValue(eventTime),
                StretchesKeptPerAgent = parsed.GetValue(stretches),
                ConfigAccount = parsed.GetValue(configAccount),
                ConfigPassword = parsed.GetValue(configPassword),
                ConfigLoginTimeout = TimeSpan.FromMinutes(parsed.GetValue(configLogin)),
                Recognition = !parsed.GetValue(noRecognition),
                OldHeartbeat = parsed.GetValue(oldHeartbeat),
            },
            parsed.GetValue(agentsCsv), ct));
        var result = command.Parse(args);
        var code = await result.InvokeAsync();
        return result.Errors.Count > 0 ? UsageError : code;
    }

    private static async Task<int> ServeAsync(SimulatorOptions options, string? agentsCsv, CancellationToken ct)
    {
        if (string.Join(Environment.NewLine, options.Errors()) is { Length: > 0 } errors)
        {
            await Console.Error.WriteLineAsync(errors);
            return UsageError;
        }
        try
        {
            using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
                // a port in use is reported in one line below, not as a stack trace
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
            await using var server = await SimulatorServer.StartAsync(options, TimeProvider.System, loggers, ct);
            if (agentsCsv is not null)
                await File.WriteAllTextAsync(agentsCsv, server.AgentsCsv(), ct);
            Console.WriteLine($"Gateway: {server.BaseUri}");
            Console.WriteLine($"Agents:  {server.Agents.Count}, CSV {(agentsCsv is null ? new Uri(server.Root, "simulator/agents.csv") : Path.GetFullPath(agentsCsv))}");
            Console.WriteLine($"Config:  account {server.ConfigurationAccount.Id}, password {new Uri(server.Root, "simulator/config-account")}");
            Console.WriteLine("Ctrl-C stops it.");
            await UntilStoppedAsync(ct);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task UntilStoppedAsync(CancellationToken ct)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using (ct.UnsafeRegister(_ => stopped.TrySetResult(), null))
            await stopped.Task;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
