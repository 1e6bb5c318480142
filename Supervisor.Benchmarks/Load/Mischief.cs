using System.Net.Http.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>One fault after the other at the gateway, as the seed says: the next begins some time after the last is over.</summary>
internal sealed class Mischief(Site site, int seed, IReadOnlyList<string> agents) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly HttpClient _open = new();

    public void Dispose() => _open.Dispose();

    /// <summary>How often each kind struck.</summary>
    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>When the gateway was away as a whole, for long enough that every session must have noticed.</summary>
    public List<(DateTimeOffset From, TimeSpan For)> Outages { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(_random.Next(10, 40)), TimeProvider.System, cancellationToken);
            await OneAsync(cancellationToken);
        }
    }

    private async Task OneAsync(CancellationToken cancellationToken)
    {
        var one = agents[_random.Next(agents.Count)];
        switch (_random.Next(9))
        {
            case 0: await OutageAsync(_random.Next(2, 8), keepSessions: true, cancellationToken); break;
            case 1: await OutageAsync(_random.Next(20, 40), keepSessions: true, cancellationToken); break;
            case 2: await OutageAsync(_random.Next(5, 15), keepSessions: false, cancellationToken); break;
            case 3: await FaultAsync("slow gateway", 15, new { kind = "latency", operation = "poll", probability = 0.3, seconds = 2.0 }, cancellationToken); break;
            case 4: await FaultAsync("no answer to one agent", 20, new { kind = "noAnswer", agent = one, operation = "poll", count = 1, seconds = 20.0 }, cancellationToken); break;
            case 5: await FaultAsync("half an answer", 5, new { kind = "rawBody", agent = one, operation = "poll", count = 3, body = "{\"message\":\"\",\"retcode\":\"0" }, cancellationToken); break;
            case 6: await FaultAsync("connections reset", 10, new { kind = "connectionReset", operation = "poll", probability = 0.2 }, cancellationToken); break;
            case 7: await FaultAsync("HTTP 500", 10, new { kind = "httpStatus", operation = "poll", probability = 0.2, status = 500 }, cancellationToken); break;
            default: await FaultAsync("session lost", 10, new { kind = "retCode", agent = one, operation = "poll", count = 1, retCode = "100-006" }, cancellationToken); break;
        }
    }

    private async Task OutageAsync(int seconds, bool keepSessions, CancellationToken cancellationToken)
    {
        Count(keepSessions ? "gateway away" : "gateway restarted, its sessions lost");
        var at = TimeProvider.System.GetUtcNow();
        using var answer = await _open.PostAsync(new Uri(site.SimulatorAddress, $"simulator/outage?seconds={seconds}&keepSessions={(keepSessions ? "true" : "false")}"), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        if (seconds >= 20) Outages.Add((at, TimeSpan.FromSeconds(seconds)));
        await Task.Delay(TimeSpan.FromSeconds(seconds + 20), TimeProvider.System, cancellationToken);
    }

    private async Task FaultAsync(string name, int seconds, object fault, CancellationToken cancellationToken)
    {
        Count(name);
        using var planned = await _open.PostAsJsonAsync(new Uri(site.SimulatorAddress, "simulator/faults"), fault, cancellationToken);
        planned.EnsureSuccessStatusCode();
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken);
        using var cleared = await _open.DeleteAsync(new Uri(site.SimulatorAddress, "simulator/faults"), cancellationToken);
        cleared.EnsureSuccessStatusCode();
    }

    private void Count(string name) => Done[name] = Done.GetValueOrDefault(name) + 1;
}
