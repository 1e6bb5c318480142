using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>
/// What anybody would write first, kept to be compared with: one <see cref="HttpClient"/>, <c>GetFromJsonAsync</c>, <c>Task.Delay</c>. It does nothing with what it receives,
/// and shows no GUID: its gateway asks for none.
/// </summary>
internal static class NaiveLoop
{
    private const int AtOnce = 32;

    /// <summary>Signs every agent of the import file in and polls until it is stopped.</summary>
    public static async Task RunAsync(Uri gateway, string csv)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler) { BaseAddress = gateway };
        using var underWay = new SemaphoreSlim(AtOnce);
        var lines = await File.ReadAllLinesAsync(csv);
        var names = lines[0].Split(',');
        var (id, phone, password) = (Array.IndexOf(names, "agentId"), Array.IndexOf(names, "phoneNumber"), Array.IndexOf(names, "password"));
        await Task.WhenAll(lines.Skip(1).Select(line => line.Split(',')).Select(async cells =>
        {
            await underWay.WaitAsync();
            using (var answer = await http.PutAsJsonAsync($"onlineagent/{cells[id]}", new { password = cells[password], phonenum = cells[phone] })) answer.EnsureSuccessStatusCode();
            using (var answer = await http.PostAsync(new Uri(gateway, $"onlineagent/{cells[id]}/resetskill/true"), null)) answer.EnsureSuccessStatusCode();
            underWay.Release();
            while (true)
            {
                await http.GetFromJsonAsync<JsonElement>($"agentevent/{cells[id]}");
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }));
    }

    /// <summary>Processor time per poll in microseconds, and polls/s, of the naive loop in a process of its own, against a simulator like the one that we had.</summary>
    public static async Task<(double MicrosecondsPerPoll, double PollsPerSecond)> MeasureAsync(int agents, double speed, bool https, TimeSpan length)
    {
        var directory = Directory.CreateTempSubdirectory("supervisor-naive-");
        try
        {
            var csv = Path.Combine(directory.FullName, "agents.csv");
            var port = Site.FreePort();
            var address = new Uri($"{(https ? "https" : "http")}://127.0.0.1:{port}/");
            await using var simulator = Child.Start("Supervisor.Simulator",
                ["--port", $"{port}", "--agents", $"{agents}", "--speed", speed.ToString(CultureInfo.InvariantCulture), "--agents-csv", csv, "--auth-mode", "0", .. https ? ["--https"] : Array.Empty<string>()]);
            await Site.UntilAsync(simulator, () => Task.FromResult(simulator.Output.Contains("Ctrl-C", StringComparison.Ordinal)));
            await using var naive = Child.Start("Supervisor.Benchmarks", "naive", "--gateway", $"{address}agentgateway/resource/", "--csv", csv);
            using var open = Site.Trusting();
            async Task<JsonElement> StatsAsync() => await open.GetFromJsonAsync<JsonElement>(new Uri(address, "simulator/stats"));
            await Site.UntilAsync(naive, async () => (await StatsAsync()).GetProperty("signIns").GetInt32() == agents);
            await Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System);
            var (polls, processor, began) = ((await StatsAsync()).GetProperty("polls").GetInt64(), naive.ProcessorTime, TimeProvider.System.GetTimestamp());
            await Task.Delay(length, TimeProvider.System);
            if (naive.HasExited) throw new InvalidOperationException($"The naive loop ended:\n{naive.Output}");
            var done = (await StatsAsync()).GetProperty("polls").GetInt64() - polls;
            return ((naive.ProcessorTime - processor).TotalMicroseconds / done, done / TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
