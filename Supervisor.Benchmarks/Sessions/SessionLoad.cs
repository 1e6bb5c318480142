using System.Globalization;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>
/// Thousands of polling sessions: what one poll costs, quiet and busy, against the naive loop in the same run; what a session keeps of memory; how long an answer takes to the floor.
/// </summary>
internal static class SessionLoad
{
    /// <summary>500 events/s with 10,000 agents.</summary>
    public const double Speed = 1.5;

    private const double LeastRatio = 4, MostGarbage = 1536, MostPlainKilobytes = 40, MostSecuredKilobytes = 100, MostMedian = 0.001, MostP99 = 0.01;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostQuiet = TimeSpan.FromMinutes(2);

    /// <summary>Sign-ins of a bench: the default pace is for a gateway that others use too.</summary>
    public static string[] Fast { get; } = ["--Sessions:SignInsPerSecond", "300", "--Sessions:MaxConcurrentSignIns", "64"];

    public static async Task<bool> RunAsync(int agents, TimeSpan measure, bool https, bool http2)
    {
        var plan = new SitePlan { Https = https, Simulator = ["--no-sign-outs", .. http2 ? ["--http2"] : https ? ["--https"] : Array.Empty<string>()], Supervisor = Fast };
        Report.Line($"{agents} agents, {(https ? http2 ? "HTTPS, HTTP/2 offered" : "HTTPS" : "HTTP")}; load of the machine at the start: {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        Report.Line("");
        var idle = await IdleAsync(plan);
        var brief = measure < MostQuiet ? measure : MostQuiet;

        Report.Line("| | polls/s | events/s | processor of the app, of one core | of the simulator | for one poll | garbage for one poll |");
        Report.Line("|---|---|---|---|---|---|---|");
        await QuietAsync(agents, plan, brief);
        await using var site = await Site.StartAsync(agents, Speed, plan: plan);
        await Task.Delay(Settle, TimeProvider.System);
        var fewest = agents;
        var busy = await Window.MeasureAsync(site, measure, live => fewest = Math.Min(fewest, live));
        Row("busy", busy);
        var stats = await site.SimulatorAsync("simulator/stats");
        var (signIns, cut) = (stats.GetProperty("signIns").GetInt64() - agents, stats.GetProperty("watchdogSignOuts").GetInt64());
        var kilobytes = (site.Supervisor.Megabytes - idle) * 1024 / agents;
        await site.Supervisor.StopAsync();
        await site.Simulator.StopAsync();
        string[] tls = http2 ? ["--http2"] : https ? ["--https"] : [];
        var quiet = await ClientAlone.MeasureAsync("client", LeanClient.Environment, agents, null, tls, brief);
        quiet.Print("our client alone, quiet");
        var ours = await ClientAlone.MeasureAsync("client", LeanClient.Environment, agents, Speed, tls, brief);
        ours.Print("our client alone, busy");
        var naive = await ClientAlone.MeasureAsync("naive", new Dictionary<string, string>(), agents, Speed, tls, brief);
        naive.Print("naive loop, busy");
        Report.Line("");

        var limits = new Limits();
        limits.None("sessions that were not live at one of the looks, each 5 s", agents - fewest);
        limits.None("sessions that the gateway has cut for silence", cut);
        limits.None("sign-ins that were needed again", signIns);
        limits.AtLeast("processor for one poll, naive loop / our client", naive.MicrosecondsPerPoll / ours.MicrosecondsPerPoll, LeastRatio);
        limits.AtMost("garbage for an idle poll, of our client alone, bytes", quiet.BytesPerPoll, MostGarbage);
        limits.AtMost("memory (resident) for one session above a start with one agent, KB", kilobytes, https ? MostSecuredKilobytes : MostPlainKilobytes);
        limits.AtMost("answer to floor, p50, ms (upper bound of its class)", busy.Lag(0.5) * 1000, MostMedian * 1000);
        limits.AtMost("answer to floor, p99, ms (upper bound of its class)", busy.Lag(0.99) * 1000, MostP99 * 1000);
        limits.Print();
        return limits.Held;
    }

    private static async Task<double> IdleAsync(SitePlan plan)
    {
        await using var site = await Site.StartAsync(1, speed: 1, scenario: false, plan: plan);
        await Task.Delay(Settle, TimeProvider.System);
        return site.Supervisor.Megabytes;
    }

    private static async Task QuietAsync(int agents, SitePlan plan, TimeSpan measure)
    {
        await using var site = await Site.StartAsync(agents, speed: 1, scenario: false, plan: plan);
        await Task.Delay(Settle, TimeProvider.System);
        var quiet = await Window.MeasureAsync(site, measure);
        Row("quiet", quiet);
    }

    private static void Row(string what, Window window) => Report.Line(string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {window.PollsPerSecond:0} | {window.EventsPerSecond:0} | {window.Processor:0.0 %} | {window.SimulatorProcessor:0.0 %} | {window.MicrosecondsPerPoll:0} us | {window.BytesPerPoll:0} B |"));
}
