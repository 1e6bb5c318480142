using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>
/// How long thousands of sessions take to sign in, and to poll again after an outage: of a gateway that still knows them, of one that has forgotten them, of one that was killed and starts anew.
/// The simulator counts what it had to bear.
/// </summary>
internal static class Recovery
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task<bool> RunAsync(int agents, string[] tls)
    {
        await using var site = await Site.StartAsync(agents, SessionLoad.Speed, plan: new SitePlan { Https = tls.Length > 0, Simulator = ["--no-sign-outs", .. tls], Supervisor = SessionLoad.Fast });
        var limits = new Limits();
        limits.AtMost("all signed in and polling after the start, s", site.UntilLive.TotalSeconds, Most.TotalSeconds);
        Report.Line($"{agents} agents{(tls.Length > 0 ? $" ({tls[0]})" : "")}; {string.Join(' ', SessionLoad.Fast)}; the gateway is away for {Outage.TotalSeconds:0} s where it is not killed");
        Report.Line("");
        Report.Line("| | all polling again after | sign-ins | most in a second | questions with the old GUID | most in a second | polls, most in a second |");
        Report.Line("|---|---|---|---|---|---|---|");
        var kept = await BackAsync(site, agents, "away, sessions kept", () => site.OutageAsync(Outage, keepSessions: true));
        limits.AtMost("polling again after an outage that kept the sessions, s", kept.Seconds, Most.TotalSeconds);
        limits.None("sign-ins for it", kept.SignIns);
        limits.AtMost("polling again after an outage that lost them, s", (await BackAsync(site, agents, "away, sessions lost", () => site.OutageAsync(Outage, keepSessions: false))).Seconds, Most.TotalSeconds);
        limits.AtMost("polling again after the gateway was killed and started again, s", (await BackAsync(site, agents, "killed", site.RestartSimulatorAsync)).Seconds, Most.TotalSeconds);
        Report.Line("");
        limits.Print();
        return limits.Held;
    }

    // From the moment at which the gateway listens again. Every agent has to hold a poll there, as the simulator sees it.
    private static async Task<(double Seconds, long SignIns)> BackAsync(Site site, int agents, string what, Func<Task> breakAsync)
    {
        var before = await CountAsync(site);
        await breakAsync();
        if (what != "killed") await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        var (began, back, peaks) = (TimeProvider.System.GetTimestamp(), 0L, new Peaks());
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Look, TimeProvider.System);
            if (await TryCountAsync(site) is not { } now) continue;
            if (back == 0) (back, before) = (TimeProvider.System.GetTimestamp(), now.SignIns < before.SignIns ? default : before);
            peaks.See(now);
            // who is between two polls is polling too
            if (now.Polls - before.Polls >= agents && await site.LiveAsync() == agents) break;
        }

        var after = await CountAsync(site);
        var seconds = TimeProvider.System.GetElapsedTime(back).TotalSeconds;
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {seconds:0.0} s | {after.SignIns - before.SignIns} | {peaks.SignIns:0} | {after.Questions - before.Questions} | {peaks.Questions:0} | {peaks.Polls:0} |"));
        return (seconds, after.SignIns - before.SignIns);
    }

    private static async Task<Counted?> TryCountAsync(Site site)
    {
        try
        {
            return await CountAsync(site);
        }
        catch (Exception away) when (away is HttpRequestException or SocketException)
        {
            // still away
            return null;
        }
    }

    private static async Task<Counted> CountAsync(Site site)
    {
        var stats = await site.SimulatorAsync("simulator/stats");
        long Of(JsonElement of, string name) => of.GetProperty(name).GetInt64();
        return new Counted(TimeProvider.System.GetTimestamp(), Of(stats, "signIns"), Of(stats.GetProperty("operations"), "getAgentStatus"), Of(stats, "polls"));
    }

    private readonly record struct Counted(long At, long SignIns, long Questions, long Polls);

    private sealed class Peaks
    {
        private Counted? _last;

        public double SignIns { get; private set; }

        public double Questions { get; private set; }

        public double Polls { get; private set; }

        public void See(Counted now)
        {
            if (_last is { } last && TimeProvider.System.GetElapsedTime(last.At, now.At).TotalSeconds is var seconds and > 0.2)
            {
                SignIns = Math.Max(SignIns, (now.SignIns - last.SignIns) / seconds);
                Questions = Math.Max(Questions, (now.Questions - last.Questions) / seconds);
                Polls = Math.Max(Polls, (now.Polls - last.Polls) / seconds);
            }

            _last = now;
        }
    }
}
