using System.Globalization;
using System.Net;
using System.Text.Json;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Faults;

/// <summary>What a drill asks the app.</summary>
internal static class Probe
{
    /// <summary>Sum of a figure over all its labels; 0 where it is not there.</summary>
    public static async Task<double> FigureAsync(Site site, string name) =>
        (await site.Api.GetStringAsync("metrics")).Split('\n')
            .Where(line => line.StartsWith(name + ' ', StringComparison.Ordinal) || line.StartsWith(name + '{', StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>Upper bound of the bucket in which a part of what was measured between two readings lies, in seconds.</summary>
    public static double Quantile(IReadOnlyList<(double Bound, double Count)> before, IReadOnlyList<(double Bound, double Count)> after, double part)
    {
        var grown = after.Select((bucket, i) => (bucket.Bound, Count: bucket.Count - (i < before.Count ? before[i].Count : 0))).ToList();
        return grown.Count == 0 || grown[^1].Count == 0 ? 0 : grown.First(bucket => bucket.Count >= part * grown[^1].Count).Bound;
    }

    /// <summary>The buckets of the time from a gateway's answer to the floor.</summary>
    public static async Task<IReadOnlyList<(double Bound, double Count)>> LagAsync(Site site) =>
    [
        .. (await site.Api.GetStringAsync("metrics")).Split('\n')
            .Where(line => line.StartsWith("supervisor_floor_lag_seconds_bucket", StringComparison.Ordinal))
            .Select(line => (Bound: line.Split('"')[1], Count: double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)))
            .Select(bucket => (bucket.Bound == "+Inf" ? double.PositiveInfinity : double.Parse(bucket.Bound, CultureInfo.InvariantCulture), bucket.Count))
            .OrderBy(bucket => bucket.Item1),
    ];

    /// <summary>Sessions in a phase.</summary>
    public static async Task<int> SessionsAsync(Site site, string state) =>
        (await site.FloorAsync()).GetProperty("agents").EnumerateArray().Count(agent => agent.GetProperty("session").GetProperty("state").GetString() == state);

    /// <summary>What /readyz says of one check: level and words.</summary>
    public static async Task<(string Level, string Says)> CheckAsync(Site site, string check)
    {
        using var answer = await site.Api.GetAsync("readyz");
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var line = body.RootElement.GetProperty("checks").EnumerateArray().First(one => one.GetProperty("check").GetString() == check);
        return (line.GetProperty("level").GetString()!, line.GetProperty("says").GetString()!);
    }

    /// <summary>True once it holds, false when it did not in time. What the app does not answer counts as not yet.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition, TimeSpan longest)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < longest)
        {
            try
            {
                if (await condition()) return true;
            }
            catch (Exception busy) when (busy is HttpRequestException or TaskCanceledException or JsonException or KeyNotFoundException or IOException)
            {
                // not now
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return false;
    }

    /// <summary>For people.</summary>
    public static string Ms(double seconds) => double.IsPositiveInfinity(seconds) ? "over 10 s" : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.##} ms");

    public static bool IsOk(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.OK;
}
