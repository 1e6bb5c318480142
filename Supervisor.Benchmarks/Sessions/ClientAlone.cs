using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>A client in a process of its own, the naive loop or ours, against a simulator that asks for no GUID.</summary>
/// <param name="MicrosecondsPerPoll">Processor time of the client.</param>
/// <param name="PollsPerSecond">As the simulator counted them.</param>
/// <param name="EventsPerSecond">As the simulator counted them.</param>
internal sealed record ClientAlone(double MicrosecondsPerPoll, double PollsPerSecond, double EventsPerSecond)
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    /// <summary>Runs the hidden command <paramref name="client"/> of this program until it was measured.</summary>
    public static async Task<ClientAlone> MeasureAsync(string client, IReadOnlyDictionary<string, string> environment, int agents, double speed, string[] tls, TimeSpan length)
    {
        var directory = Directory.CreateTempSubdirectory("supervisor-client-");
        try
        {
            var csv = Path.Combine(directory.FullName, "agents.csv");
            var port = Site.FreePort();
            var address = new Uri($"{(tls.Length > 0 ? "https" : "http")}://127.0.0.1:{port}/");
            await using var simulator = Child.Start("Supervisor.Simulator",
                ["--port", $"{port}", "--agents", $"{agents}", "--speed", speed.ToString(CultureInfo.InvariantCulture), "--agents-csv", csv, "--auth-mode", "0", .. tls]);
            await Site.UntilAsync(simulator, () => Task.FromResult(simulator.Output.Contains("Ctrl-C", StringComparison.Ordinal)));
            await using var alone = Child.Start(environment, "Supervisor.Benchmarks", client, "--gateway", $"{address}agentgateway/resource/", "--csv", csv);
            using var open = Site.Trusting();
            async Task<(long Polls, long Events, long SignIns)> StatsAsync() =>
                await open.GetFromJsonAsync<JsonElement>(new Uri(address, "simulator/stats")) is var stats
                    ? (stats.GetProperty("polls").GetInt64(), stats.GetProperty("eventsDelivered").GetInt64(), stats.GetProperty("signIns").GetInt64())
                    : default;
            await Site.UntilAsync(alone, async () => (await StatsAsync()).SignIns >= agents);
            await Task.Delay(Settle, TimeProvider.System);
            var (before, processor, began) = (await StatsAsync(), alone.ProcessorTime, TimeProvider.System.GetTimestamp());
            await Task.Delay(length, TimeProvider.System);
            if (alone.HasExited) throw new InvalidOperationException($"The client ended:\n{alone.Output}");
            var (after, used, seconds) = (await StatsAsync(), alone.ProcessorTime - processor, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
            await alone.KillAsync();
            return new ClientAlone(used.TotalMicroseconds / (after.Polls - before.Polls), (after.Polls - before.Polls) / seconds, (after.Events - before.Events) / seconds);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    public void Print(string name) => Report.Line(string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {PollsPerSecond:0} | {EventsPerSecond:0} | {PollsPerSecond * MicrosecondsPerPoll / 1e6:0.0 %} | | {MicrosecondsPerPoll:0} us | |"));
}
