using System.Globalization;
using System.Net.Http.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>Faults of the gateway and its network, one after the other, as a seed will have them.</summary>
internal sealed class Mischief(Uri simulator, int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly HttpClient _http = new() { BaseAddress = simulator };
    private readonly SortedDictionary<string, int> _done = new(StringComparer.Ordinal);

    /// <summary>What was done, and how often.</summary>
    public string Done => string.Join(", ", _done.Select(did => $"{did.Key} {did.Value}"));

    public async Task NextAsync()
    {
        var what = _random.Next(9);
        var (name, answer) = what switch
        {
            0 => ("restart", OutageAsync(keepSessions: false)),
            1 => ("network cut", OutageAsync(keepSessions: true)),
            2 => ("slow", FaultAsync(new { kind = "latency", seconds = _random.Next(1, 8), count = 60 })),
            3 => ("reset", FaultAsync(new { kind = "connectionReset", operation = "poll", count = 20 })),
            4 => ("silence", FaultAsync(new { kind = "noAnswer", operation = "poll", seconds = 20, count = 5 })),
            5 => ("garbage", FaultAsync(new { kind = "rawBody", operation = "poll", count = 20 })),
            6 => ("wrong types", FaultAsync(new { kind = "nativeTypes", operation = "poll", count = 50 })),
            7 => ("server errors", FaultAsync(new { kind = "httpStatus", status = 503, count = 30 })),
            _ => ("session lost", FaultAsync(new { kind = "retCode", retCode = "100-006", operation = "poll", count = 5 })),
        };
        (await answer).EnsureSuccessStatusCode();
        _done[name] = _done.GetValueOrDefault(name) + 1;
    }

    /// <summary>Everything works again.</summary>
    public async Task EndAsync() => (await _http.DeleteAsync(new Uri("simulator/faults", UriKind.Relative))).EnsureSuccessStatusCode();

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> OutageAsync(bool keepSessions) =>
        _http.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"simulator/outage?seconds={_random.Next(2, 20)}&keepSessions={(keepSessions ? "true" : "false")}"), UriKind.Relative), null);

    private Task<HttpResponseMessage> FaultAsync(object fault) => _http.PostAsJsonAsync(new Uri("simulator/faults", UriKind.Relative), fault);
}
