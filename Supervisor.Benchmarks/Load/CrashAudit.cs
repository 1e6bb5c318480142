using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>What a kill must not cost, as far as it was looked at. All but the first two are 0 where the promises hold.</summary>
internal sealed record CrashFindings(long Acknowledged, long Kept, long Missing, long Doubled, long OutOfOrder)
{
    public bool Hold => Missing == 0 && Doubled == 0 && OutOfOrder == 0;

    public static CrashFindings operator +(CrashFindings one, CrashFindings other) =>
        new(one.Acknowledged + other.Acknowledged, one.Kept + other.Kept, one.Missing + other.Missing, one.Doubled + other.Doubled, one.OutOfOrder + other.OutOfOrder);
}

/// <summary>Compares the history with what the simulator saw acknowledged: each of those events is there once, and in order. Others may be there once.</summary>
internal static class CrashAudit
{
    private const int MostTold = 20;

    private static int _told;

    /// <summary>Every promise that can be looked at from outside, agent by agent. The app must be ready.</summary>
    public static async Task<CrashFindings> CheckPromisesAsync(Site site)
    {
        var all = new CrashFindings(0, 0, 0, 0, 0);
        foreach (var agent in (await site.SimulatorAsync("simulator/agents")).EnumerateArray().Select(agent => agent.GetProperty("workno").GetString()!))
        {
            // theirs first: what was acknowledged by now must be on the disk by now
            var theirs = await Account.DeliveredAsync(site, agent, timed: true);
            var ours = await Account.KeptAsync(site, agent, timed: true);
            all += Compare(theirs, ours, finding => Tell($"agent {agent}: {finding}"));
        }

        return all;
    }

    /// <summary>
    /// How many times an agent was told to be in a known state right through a kill: each must be in an Unknown interval at that moment, from the last sign of life on.
    /// What the gateway tells later, with its own time, may end that interval before the app was there again.
    /// </summary>
    public static async Task<int> HiddenGapsAsync(Site site, IReadOnlyList<DateTimeOffset> killed)
    {
        var hidden = 0;
        foreach (var agent in (await site.SimulatorAsync("simulator/agents")).EnumerateArray().Select(agent => agent.GetProperty("workno").GetString()!))
        {
            var unknown = await Account.UnknownAsync(site, agent, killed[0] - Early, TimeProvider.System.GetUtcNow());
            foreach (var at in killed.Where(at => !unknown.Any(gap => gap.From <= at + Late && gap.To >= at - Early)))
            {
                hidden++;
                Tell($"agent {agent}: not unknown at the kill of {at:O}");
            }
        }

        return hidden;
    }

    // the last event before the kill, and the time that the kill takes
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1), Late = TimeSpan.FromMilliseconds(200);

    /// <param name="theirs">Acknowledged, in order.</param>
    /// <param name="ours">Kept, in order.</param>
    /// <param name="tell">Takes each finding in words.</param>
    public static CrashFindings Compare(IReadOnlyList<string> theirs, IReadOnlyList<string> ours, Action<string> tell)
    {
        var kept = ours.CountBy(words => words).ToDictionary();
        var acknowledged = theirs.CountBy(words => words).ToDictionary();
        var (missing, doubled, outOfOrder) = (0L, 0L, 0L);
        foreach (var (words, times) in acknowledged.Where(one => kept.GetValueOrDefault(one.Key) < one.Value))
        {
            missing += times - kept.GetValueOrDefault(words);
            tell($"missing: {words}");
        }

        foreach (var (words, times) in kept.Where(one => one.Value > Math.Max(1, acknowledged.GetValueOrDefault(one.Key))))
        {
            doubled += times - Math.Max(1, acknowledged.GetValueOrDefault(words));
            tell($"{times} times: {words}");
        }

        var place = theirs.Index().DistinctBy(sent => sent.Item).ToDictionary(sent => sent.Item, sent => sent.Index);
        var reached = -1;
        foreach (var words in ours.Distinct().Where(place.ContainsKey))
        {
            if (place[words] < reached)
            {
                outOfOrder++;
                tell($"out of order: {words}");
            }

            reached = Math.Max(reached, place[words]);
        }

        return new(theirs.Count, ours.Count, missing, doubled, outOfOrder);
    }

    private static void Tell(string finding)
    {
        if (_told++ < MostTold) Console.Error.WriteLine(finding);
    }

    public static string Words(this CrashFindings findings) => string.Create(CultureInfo.InvariantCulture,
        $"{findings.Acknowledged} acknowledged, {findings.Kept} kept, {findings.Missing} missing, {findings.Doubled} doubled, {findings.OutOfOrder} out of order");
}
