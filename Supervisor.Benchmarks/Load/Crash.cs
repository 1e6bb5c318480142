using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>Kills the app again and again while events are pushed to it: nothing that it acknowledged may be lost, doubled or out of order.</summary>
internal static class Crash
{
    private const int BetweenChecks = 20;

    /// <summary>Events that an agent of the simulator makes in a second at speed 1 (measured over 500 agents and 15 minutes).</summary>
    private const double EventsPerAgent = 0.042;

    public static async Task<bool> RunAsync(int kills, double rate, int agents, int seed)
    {
        await using var site = await Site.StartAsync(agents, speed: Math.Max(1, Math.Round(rate / agents / EventsPerAgent)), push: true);
        var random = new Random(seed);
        var began = TimeProvider.System.GetTimestamp();
        List<TimeSpan> starts = [];
        List<DateTimeOffset> killed = [];
        var (broken, unverified, findings) = (false, 0, new CrashFindings(0, 0, 0, 0, 0));
        for (var kill = 1; kill <= kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5 + (4.5 * random.NextDouble())), TimeProvider.System);
            killed.Add(TimeProvider.System.GetUtcNow());
            await site.KillAsync();
            var check = kill % BetweenChecks == 0 || kill == kills;
            if (check && !await VerifiedAsync(site)) unverified++;
            starts.Add(await site.StartAgainAsync());
            if (!check) continue;
            findings = await CrashAudit.CheckPromisesAsync(site);
            broken |= !findings.Hold;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kill} kills, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s: {findings.Words()}; slowest start {starts.Max().TotalSeconds:0.00} s"));
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var hidden = await CrashAudit.HiddenGapsAsync(site, killed);
        starts.Sort();
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents in push mode, {findings.Acknowledged / seconds:0} acknowledged events/s over {seconds / 60:0.0} minutes, seed {seed}"));
        Report.Line("");
        Report.Line("| kills | events acknowledged | missing | doubled | out of order | verify failures | gaps that are no interval | start until ready, median | slowest |");
        Report.Line("|---|---|---|---|---|---|---|---|---|");
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {kills} | {findings.Acknowledged} | {findings.Missing} | {findings.Doubled} | {findings.OutOfOrder} | {unverified} | {hidden} of {kills * agents} | {starts[starts.Count / 2].TotalSeconds:0.00} s | {starts[^1].TotalSeconds:0.00} s |"));
        return !broken && unverified == 0 && hidden == 0;
    }

    // As an operator would, after the crash and before the next start.
    private static async Task<bool> VerifiedAsync(Site site)
    {
        var (exitCode, output) = await site.CommandAsync("history", "verify");
        if (exitCode != 0) await Console.Error.WriteLineAsync(output);
        return exitCode == 0;
    }
}
