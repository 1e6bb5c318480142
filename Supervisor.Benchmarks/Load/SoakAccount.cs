using System.Text.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>What the simulator delivered, read while it still knows, against the history at the end.</summary>
internal sealed class SoakAccount(Site site, IReadOnlyList<string> agents)
{
    private readonly Dictionary<string, List<string>> _delivered = agents.ToDictionary(agent => agent, _ => new List<string>());
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
                _delivered[agent].Add(Account.Words(sent));
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
        catch (HttpRequestException)
        {
            Console.Error.WriteLine("The gateway is away: its account is read the next time.");
        }
    }

    public async Task<bool> TellAsync(IReadOnlyList<(DateTimeOffset From, TimeSpan For)> outages)
    {
        await FollowAsync();
        var (all, hidden) = (new CrashFindings(0, 0, 0, 0, 0), 0);
        foreach (var agent in agents)
        {
            var ours = await Account.KeptAsync(site, agent);
            for (var again = 0; ours.Count < _delivered[agent].Count && again < 20; again++, ours = await Account.KeptAsync(site, agent)) await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            // in order and once: the lists are the same as far as theirs goes
            var same = ours.Take(_delivered[agent].Count).SequenceEqual(_delivered[agent]);
            all += same ? new(_delivered[agent].Count, ours.Count, 0, 0, 0) : CrashAudit.Compare(_delivered[agent], ours, finding => Console.Error.WriteLine($"agent {agent}: {finding}"));
            if (outages.Count == 0) continue;
            var unknown = await Account.UnknownAsync(site, agent, outages[0].From, TimeProvider.System.GetUtcNow());
            hidden += outages.Count(outage => !unknown.Any(gap => gap.From < outage.From + outage.For + TimeSpan.FromSeconds(10) && gap.To > outage.From));
        }

        Report.Line($"* events delivered by the simulator: {all.Acknowledged}; in the history: {all.Kept}; missing {all.Missing}, doubled {all.Doubled}, out of order {all.OutOfOrder}; forgotten by the simulator before they were read: {_forgotten}");
        Report.Line($"* outages of 20 s and more: {outages.Count}; agents without an interval Unknown for one of them: {hidden} of {outages.Count * agents.Count}");
        return all.Hold && hidden == 0;
    }
}
