using System.Net.Sockets;

namespace Supervisor.Benchmarks.Load;

/// <summary>What the simulator delivered, read while it still knows, against the history at the end.</summary>
internal sealed class SoakAccount(Site site, IReadOnlyList<string> agents)
{
    // a session notices an outage within that time
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, List<(DateTimeOffset At, string Words)>> _delivered = agents.ToDictionary(agent => agent, _ => new List<(DateTimeOffset, string)>());
    private readonly Dictionary<string, long> _read = agents.ToDictionary(agent => agent, _ => 0L);
    private long _forgotten;

    public IReadOnlyList<string> Agents => agents;

    /// <summary>Events read so far.</summary>
    public long Delivered => _delivered.Values.Sum(sent => (long)sent.Count);

    /// <summary>Reads on. The simulator forgets its oldest events after some thousands.</summary>
    public async Task FollowAsync()
    {
        foreach (var agent in agents)
        {
            foreach (var sent in (await site.SimulatorAsync($"simulator/events?agent={agent}&after={_read[agent]}")).EnumerateArray())
            {
                var sequence = sent.GetProperty("seq").GetInt64();
                if (_read[agent] > 0 && sequence != _read[agent] + 1) _forgotten += sequence - _read[agent] - 1;
                _read[agent] = sequence;
                _delivered[agent].Add((sent.GetProperty("deliveredAt").GetDateTimeOffset(), Account.Words(sent)));
            }
        }
    }

    /// <summary>Reads on where the gateway is not just away: what it has sent is read the next time.</summary>
    public async Task FollowIfThereAsync()
    {
        try
        {
            await FollowAsync();
        }
        catch (Exception away) when (away is HttpRequestException or SocketException)
        {
            Console.Error.WriteLine("The gateway is away: its account is read the next time.");
        }
    }

    /// <summary>Compares, tells each difference on the error stream, and says whether there is none that an Unknown interval does not explain.</summary>
    public async Task<bool> TellAsync(IReadOnlyList<(DateTimeOffset From, TimeSpan For)> outages)
    {
        await FollowAsync();
        var (kept, missing, explained, extra, hidden) = (0L, 0, 0, 0, 0);
        var from = outages.Count > 0 ? outages[0].From : TimeProvider.System.GetUtcNow();
        foreach (var agent in agents)
        {
            var ours = await KeptAsync(agent);
            var theirs = _delivered[agent];
            var unknown = await Account.UnknownAsync(site, agent, from, TimeProvider.System.GetUtcNow());
            var alignment = Alignment.Of([.. theirs.Select(sent => sent.Words)], ours);
            foreach (var sent in alignment.Missing.Select(place => theirs[place]))
            {
                var inGap = unknown.Any(gap => gap.From <= sent.At + Noticed && gap.To >= sent.At - Noticed);
                if (inGap) explained++;
                await Console.Error.WriteLineAsync($"agent {agent}: missing{(inGap ? ", in a gap" : "")}: {sent.At:O} {sent.Words}");
            }

            foreach (var place in alignment.Extra) await Console.Error.WriteLineAsync($"agent {agent}: never delivered, or twice in the history: {ours[place]}");
            foreach (var outage in outages.Where(outage => !unknown.Any(gap => gap.From < outage.From + outage.For + Noticed && gap.To > outage.From)))
            {
                hidden++;
                await Console.Error.WriteLineAsync($"agent {agent}: not unknown in the outage of {outage.From:O}, {outage.For.TotalSeconds:0} s");
            }

            (kept, missing, extra) = (kept + ours.Count, missing + alignment.Missing.Count, extra + alignment.Extra.Count);
        }

        Report.Line($"* events delivered by the simulator: {Delivered}; in the history, some moments later: {kept}; missing {missing}, of which in an Unknown interval {explained}; twice, out of order or never delivered {extra}; forgotten by the simulator before they were read: {_forgotten}");
        Report.Line($"* outages of 20 s and more: {outages.Count}; agents without an interval Unknown for one of them: {hidden} of {outages.Count * agents.Count}");
        return missing == explained && extra + hidden + _forgotten == 0;
    }

    // what was delivered a moment ago may still be on its way to the disk
    private async Task<List<string>> KeptAsync(string agent)
    {
        var ours = await Account.KeptAsync(site, agent);
        for (var again = 0; ours.Count < _delivered[agent].Count && again < 20; again++, ours = await Account.KeptAsync(site, agent)) await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        return ours;
    }
}
