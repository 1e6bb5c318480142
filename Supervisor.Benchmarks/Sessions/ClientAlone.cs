using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>A client in a process of its own, the naive loop or ours, against a simulator that asks for no GUID.</summary>
/// <param name="MicrosecondsPerPoll">Processor time of the client.</param>
/// <param name="PollsPerSecond">As the simulator counted them.</param>
/// <param name="EventsPerSecond">As the simulator counted them.</param>
/// <param name="BytesPerPoll">Garbage of the client, as it told it.</param>
internal sealed record ClientAlone(double MicrosecondsPerPoll, double PollsPerSecond, double EventsPerSecond, double BytesPerPoll)
{
    private const string Allocated = "allocated: ";
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    /// <summary>Processor time of the client, of one core.</summary>
    public double Processor => PollsPerSecond * MicrosecondsPerPoll / 1e6;

    /// <summary>Runs the hidden command <paramref name="client"/> of this program until it was measured.</summary>
    /// <param name="client">Its name.</param>
    /// <param name="environment">What it is started with.</param>
    /// <param name="agents">How many.</param>
    /// <param name="speed">How many times faster than life; null where nobody does anything.</param>
    /// <param name="tls">Arguments of the simulator.</param>
    /// <param name="length">Of the measurement.</param>
    public static async Task<ClientAlone> MeasureAsync(string client, IReadOnlyDictionary<string, string> environment, int agents, double? speed, string[] tls, TimeSpan length)
    {
        var directory = Directory.CreateTempSubdirectory("supervisor-client-");
        try
        {
            var csv = Path.Combine(directory.FullName, "agents.csv");
            var port = Site.FreePort();
            var address = new Uri($"{(tls.Length > 0 ? "https" : "http")}://127.0.0.1:{port}/");
            await using var simulator = await Site.SimulatorAloneAsync(
                ["--port", $"{port}", "--agents", $"{agents}", "--agents-csv", csv, "--auth-mode", "0", "--no-sign-outs", .. speed is { } fast ? ["--speed", fast.ToString(CultureInfo.InvariantCulture)] : (string[])["--no-scenario"], .. tls]);
            await using var alone = Child.Start(environment, "Supervisor.Benchmarks", client, "--gateway", $"{address}agentgateway/resource/", "--csv", csv);
            using var open = Site.Trusting();
            async Task<(long Polls, long Events, long SignIns)> StatsAsync() =>
                await open.GetFromJsonAsync<JsonElement>(new Uri(address, "simulator/stats")) is var stats
                    ? (stats.GetProperty("polls").GetInt64(), stats.GetProperty("eventsDelivered").GetInt64(), stats.GetProperty("signIns").GetInt64())
                    : default;
            await Site.UntilAsync(alone, async () => (await StatsAsync()).SignIns >= agents);
            await Task.Delay(Settle, TimeProvider.System);
            var (before, garbage, processor, began) = (await StatsAsync(), Told(alone), alone.ProcessorTime, TimeProvider.System.GetTimestamp());
            await Task.Delay(length, TimeProvider.System);
            if (alone.HasExited) throw new InvalidOperationException($"The client ended:\n{alone.Output}");
            var (after, used, seconds) = (await StatsAsync(), alone.ProcessorTime - processor, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
            var made = Told(alone) - garbage;
            await alone.KillAsync();
            var polls = (double)(after.Polls - before.Polls);
            return new ClientAlone(used.TotalMicroseconds / polls, polls / seconds, (after.Events - before.Events) / seconds, made / polls);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    public void Print(string name) => Report.Line(string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {PollsPerSecond:0} | {EventsPerSecond:0} | {Processor:0.0 %} | | {MicrosecondsPerPoll:0} us | {BytesPerPoll:0} B |"));

    /// <summary>In the client: tells each second what it has allocated since its start.</summary>
    public static async Task TellGarbageAsync()
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await second.WaitForNextTickAsync()) Console.WriteLine($"{Allocated}{GC.GetTotalAllocatedBytes()}");
    }

    private static long Told(Child alone) => long.Parse(alone.Output.Split('\n').Last(line => line.StartsWith(Allocated, StringComparison.Ordinal))[Allocated.Length..], CultureInfo.InvariantCulture);
}
