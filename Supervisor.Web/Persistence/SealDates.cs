using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// When events were received at the latest, whatever a clock that ran ahead has dated them. A clock that is put back by more than a day leaves seals whose days are not in order.
/// Those are right that are in order and have most events between them: a clock that ran ahead for a while has fewer than what came after it, and one that fell back fewer than
/// what was there before, which must not look old by it. What lies before a right seal was received on its day at the latest.
/// </summary>
internal sealed class SealDates
{
    /// <summary>The columns that <see cref="Read"/> takes. What was stored before the chain has no day.</summary>
    public const string Seals = "SELECT First, Last, Day, Count FROM DaySeals WHERE First > 0 ORDER BY First";

    private readonly List<Ahead> _ahead = [];

    public static SealDates Read(SqliteDataReader reader)
    {
        var seals = new List<Seal>();
        while (reader.Read())
            if (DateOnly.TryParseExact(reader.GetString(2), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                seals.Add(new Seal(reader.GetInt64(0), reader.GetInt64(1), day, reader.GetInt64(3)));

        var dates = new SealDates();
        var (right, next) = (InOrder(seals), (Seal?)null);
        for (var at = seals.Count - 1; at >= 0; at--)
        {
            var seal = seals[at];
            if (seal == right?.Last) (next, right) = (seal, right.Before);
            else if (next?.Day < seal.Day) dates._ahead.Add(new Ahead(seal.First, seal.Last, (next.Day.DayNumber + 1) * TimeSpan.TicksPerDay));
        }
        return dates;
    }

    /// <summary>Ticks (UTC) of the moment by which an event was received that bears the time <paramref name="ticks"/>: mostly that time.</summary>
    public long Latest(long sequence, long ticks)
    {
        foreach (var ahead in _ahead)
            if (sequence >= ahead.First && sequence <= ahead.Last) return Math.Min(ticks, ahead.Until);
        return ticks;
    }

    /// <summary>The seals whose days are in order and that have most events, from the last on.</summary>
    private static Chain? InOrder(List<Seal> seals)
    {
        var best = new List<Chain>(); // by the day on which they end; one that ends later has more events, or nobody would want it
        foreach (var seal in seals)
        {
            var at = best.Count;
            while (at > 0 && best[at - 1].Last.Day > seal.Day) at--;
            var before = at > 0 ? best[at - 1] : null;
            var chain = new Chain(seal, before, (before?.Events ?? 0) + seal.Count);
            var beaten = at;
            while (beaten < best.Count && best[beaten].Events < chain.Events) beaten++;
            best.RemoveRange(at, beaten - at);
            best.Insert(at, chain);
        }
        return best.Count > 0 ? best[^1] : null;
    }

    private sealed record Seal(long First, long Last, DateOnly Day, long Count);

    private sealed record Chain(Seal Last, Chain? Before, long Events);

    private readonly record struct Ahead(long First, long Last, long Until);
}
