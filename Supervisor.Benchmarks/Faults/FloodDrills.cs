using System.Globalization;
using System.Net;
using System.Text;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Faults;

/// <summary>More of everything than anybody asked for.</summary>
internal static class FloodDrills
{
    private const int Browsers = 10_000;
    private const int AtOnce = 500;
    private const double Limit = 1;

    /// <summary>What ten thousand browsers do that come back at once: the negotiation of a circuit over a connection of its own each, without a cookie.</summary>
    public static async Task<(bool, string)> HandshakesAsync(int agents)
    {
        await using var site = await Site.StartAsync(agents, speed: 20);
        var start = await Probe.LagAsync(site);
        await Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System);
        var quiet = await Probe.LagAsync(site);
        var began = TimeProvider.System.GetTimestamp();
        var answered = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Browsers), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancelled) =>
        {
            using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site.Address, Timeout = TimeSpan.FromSeconds(60) };
            try
            {
                using var answer = await browser.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), new StringContent(""), cancelled);
                if ((int)answer.StatusCode < 500) Interlocked.Increment(ref answered);
            }
            catch (HttpRequestException)
            {
                // counted by its absence
            }
        });
        var took = TimeProvider.System.GetElapsedTime(began);
        var flooded = await Probe.LagAsync(site);
        var live = await Probe.SessionsAsync(site, "live");
        var (before, during) = (Probe.Quantile(start, quiet, 0.95), Probe.Quantile(quiet, flooded, 0.95));
        return (answered == Browsers && live == agents && during <= Limit, string.Create(CultureInfo.InvariantCulture,
            $"{answered} of {Browsers} answered in {took.TotalSeconds:0.0} s, {AtOnce} at once; event to floor p95 at most {Probe.Ms(before)} quiet, {Probe.Ms(during)} meanwhile; {live} of {agents} live"));
    }

    /// <summary>A gateway gone mad: large pushes with a wrong token and without, over many connections, for ten seconds. With a right token it is the simulator's own speed.</summary>
    public static async Task<(bool, string)> CallbacksAsync(int agents)
    {
        await using var site = await Site.StartAsync(agents, speed: 20, push: true);
        var start = await Probe.LagAsync(site);
        var memory = site.Supervisor.Megabytes;
        var body = Encoding.UTF8.GetBytes($$"""{"workNo":"1001","eventList":[{{string.Join(',', Enumerable.Repeat("""{"workNo":"1001","eventType":"AgentOther_Note","content":"flood"}""", 5_000))}}]}""");
        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var (sent, refused) = (0, 0);
        using var stranger = new HttpClient { BaseAddress = site.Address };
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async n =>
        {
            while (!ending.IsCancellationRequested)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "callback/agentevent") { Content = new ByteArrayContent(body) };
                request.Headers.Add("service_token", n.ToString("x32", CultureInfo.InvariantCulture));
                try
                {
                    using var answer = await stranger.SendAsync(request);
                    Interlocked.Increment(ref sent);
                    if (answer.StatusCode == HttpStatusCode.Unauthorized) Interlocked.Increment(ref refused);
                }
                catch (HttpRequestException)
                {
                    // refused before the body was sent to its end
                    Interlocked.Increment(ref sent);
                    Interlocked.Increment(ref refused);
                }
            }
        }));
        var end = await Probe.LagAsync(site);
        var (after, live) = (site.Supervisor.Megabytes, await Probe.SessionsAsync(site, "live"));
        var findings = await CrashAudit.CheckPromisesAsync(site);
        var lag = Probe.Quantile(start, end, 0.95);
        return (sent == refused && live == agents && findings.Hold && after < memory + 200, string.Create(CultureInfo.InvariantCulture,
            $"{sent} callbacks of {body.Length / 1024} KB in 10 s over 64 connections, {refused} refused; memory {memory:0} -> {after:0} MB; event to floor p95 at most {Probe.Ms(lag)}; {live} of {agents} live; {findings.Words()}"));
    }
}
