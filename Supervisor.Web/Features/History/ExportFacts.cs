using System.Globalization;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.History;

/// <summary>What the store knows, and how it stands: beside every export that has room for it.</summary>
/// <param name="Agents">Agents that are in the period.</param>
/// <param name="Elapsed">Time of all of them together: from the beginning of the period, or their first event, to its end, or until when we know.</param>
/// <param name="Known">How much of it we have data for.</param>
/// <param name="Head">The end of the chain; null in an empty history.</param>
/// <param name="Verified">How the last verification ended; null where there was none.</param>
internal sealed record ExportFacts(int Agents, TimeSpan Elapsed, TimeSpan Known, ChainHead? Head, VerificationMark? Verified)
{
    /// <summary>Name and value of every statement, in order.</summary>
    public IEnumerable<(string Name, string Value)> Statements(Func<DateTimeOffset, string> clock)
    {
        yield return ("Coverage", Elapsed == TimeSpan.Zero
            ? "no agent in this period"
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(10_000.0 * Known.Ticks / Elapsed.Ticks) / 100:0.##} % of the time of {Agents} agent{(Agents == 1 ? "" : "s")} in this period is known ({Known.TotalHours:0.00} of {Elapsed.TotalHours:0.00} hours)"));
        yield return ("Sealed", Head is { } head
            ? string.Create(CultureInfo.InvariantCulture, $"through event {head.Last} of {head.Day:yyyy-MM-dd} (UTC), chain head {head.Text}")
            : "nothing yet");
        yield return ("Verified", Verified switch
        {
            null => "never; run 'history verify'",
            { Findings: 0 } good => string.Create(CultureInfo.InvariantCulture, $"{clock(good.At)}, through event {good.Through}: nothing was altered since it was stored"),
            var bad => string.Create(CultureInfo.InvariantCulture, $"{clock(bad.At)}, through event {bad.Through}: NOT AS WRITTEN in {bad.Findings} places; run 'history verify'"),
        });
    }
}

/// <summary>Finds the facts for an export.</summary>
internal sealed class ExportFactsReader(EventStore store, IntervalStore intervals, AgentRoster roster, VerificationRecord verifications)
{
    /// <summary>The agents are those that a statistic of the same filter counts: one that was removed, and of whom nothing is known in the period, would be unknown all through it.</summary>
    public async Task<ExportFacts> ReadAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        var until = await intervals.KnownUntilAsync(cancellationToken);
        var (from, to) = (filter.From, filter.To is { } end && end < until ? end : until);
        var whom = new StatisticsRequest { From = from ?? DateTimeOffset.UnixEpoch, To = to, Zone = request.Zone, Gateway = filter.Gateway, Team = request.Team, Agents = filter.Agents };
        var agents = (await roster.LoadAsync(cancellationToken)).Where(whom.Wants).ToDictionary(agent => agent.Id);
        var (count, elapsed, known) = (0, TimeSpan.Zero, TimeSpan.Zero);
        await intervals.VisitAsync(agents.Keys, whom.From, to, withCalls: false, (id, all) =>
        {
            if (!StatisticsQueries.IsCounted(agents[id], all)) return;
            count++;
            var begin = from ?? all[0].From;
            elapsed += to > begin ? to - begin : TimeSpan.Zero;
            foreach (ref readonly var interval in all)
                if (interval.IsKnown) known += interval.Within(begin, to).Length;
        }, cancellationToken);
        return new ExportFacts(count, elapsed, known, await store.HeadAsync(cancellationToken), await verifications.LastAsync(cancellationToken));
    }
}
