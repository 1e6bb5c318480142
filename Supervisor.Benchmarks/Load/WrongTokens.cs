using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>Does a stranger who tries tokens slow the gateway's own pushes? The time from an event at the gateway to our answer, quiet and during the attack.</summary>
internal static class WrongTokens
{
    private const int Guesses = 10_000;
    private const int AtOnce = 8;

    public static async Task<bool> RunAsync(int agents, int events)
    {
        await using var site = await Site.StartAsync(agents, speed: 1, push: true, scenario: false);
        await MeasureAsync(site, events); // warm
        var quiet = await MeasureAsync(site, events);
        using var stop = new CancellationTokenSource();
        var guessing = GuessAsync(site, stop.Token);
        List<double> attacked = [];
        while (!guessing.IsCompleted) attacked.AddRange(await MeasureAsync(site, 20));
        var (guessed, refused, seconds) = await guessing;
        attacked.Sort();

        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{guessed} wrong tokens in {seconds:0.0} s over {AtOnce} connections, refused with 401: {refused}"));
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* event at the gateway to our answer, quiet: p50 {At(quiet, 0.5):0.0} ms, p95 {At(quiet, 0.95):0.0} ms ({quiet.Count} events)"));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* during the attack: p50 {At(attacked, 0.5):0.0} ms, p95 {At(attacked, 0.95):0.0} ms ({attacked.Count} events)"));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* ratio: p50 {At(attacked, 0.5) / At(quiet, 0.5):0.00}, p95 {At(attacked, 0.95) / At(quiet, 0.95):0.00}"));
        return refused == guessed;
    }

    private static async Task<(int Guessed, int Refused, double Seconds)> GuessAsync(Site site, CancellationToken cancellationToken)
    {
        using var stranger = new HttpClient { BaseAddress = site.Address };
        var (began, refused) = (TimeProvider.System.GetTimestamp(), 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Guesses), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, cancelled) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "callback/agentevent") { Content = JsonContent.Create(new { workNo = "1001", eventList = Array.Empty<object>() }) };
            request.Headers.Add("service_token", i.ToString("x32", CultureInfo.InvariantCulture));
            using var answer = await stranger.SendAsync(request, cancelled);
            if (answer.StatusCode == HttpStatusCode.Unauthorized) Interlocked.Increment(ref refused);
        });
        return (Guesses, refused, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    // One event after the other; an event counts as delivered once we have answered it well.
    private static async Task<List<double>> MeasureAsync(Site site, int events)
    {
        using var control = new HttpClient { BaseAddress = site.SimulatorAddress };
        List<double> times = [];
        for (var i = 0; i < events; i++)
        {
            var delivered = await DeliveredAsync(site);
            var began = TimeProvider.System.GetTimestamp();
            (await control.PostAsJsonAsync("simulator/agents/1001/events", new { eventType = "AgentOther_Note", content = new { context = "hello" } })).EnsureSuccessStatusCode();
            while (await DeliveredAsync(site) == delivered)
            {
            }

            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    private static async Task<long> DeliveredAsync(Site site) => (await site.SimulatorAsync("simulator/stats")).GetProperty("eventsDelivered").GetInt64();

    private static double At(List<double> sorted, double part) => sorted[(int)(part * (sorted.Count - 1))];
}
