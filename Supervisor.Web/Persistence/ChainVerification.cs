using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>What a verification has seen.</summary>
/// <param name="Days">Seals whose events were followed.</param>
/// <param name="Events">Events that were followed.</param>
/// <param name="Lost">Numbers that the chain passes over: events that found no room before they reached the disk. They stand in the history as gaps.</param>
/// <param name="Pruned">Events that the retention has removed; their seals are there.</param>
/// <param name="Erased">Recognition results that the retention has emptied; their links hold.</param>
/// <param name="Unerasable">Recognition results old enough to be emptied that keep their content, because they were linked before contents could go.</param>
/// <param name="Unsealed">Events from before there was a chain: nothing is known about them.</param>
/// <param name="Newest">The newest seal; null where none has an event.</param>
/// <param name="Findings">How many things are not as they were written.</param>
internal sealed record ChainReport(long Days, long Events, long Lost, long Pruned, long Erased, long Unerasable, long Unsealed, ChainHead? Newest, long Findings);

/// <summary>
/// Follows the chain through a store, with constant memory, also while the app writes and prunes: one short look per day. It finds what was changed in this store since it was
/// written; whoever rebuilds the whole chain is found only by a head that was kept elsewhere, and what the gateway has delivered is not its subject.
/// </summary>
/// <param name="file">The store.</param>
/// <param name="retention">By when recognition results may have been emptied.</param>
internal sealed class ChainVerification(string file, Retention retention)
{
    /// <summary>Path of the store.</summary>
    public string File => file;

    /// <param name="from">First day (UTC) whose events are followed; all seals are compared in any case.</param>
    /// <param name="to">Last day.</param>
    /// <param name="expected">A head that was copied out earlier: it must occur.</param>
    /// <param name="found">Takes what is not as it was written.</param>
    /// <param name="cancellationToken">Between two days.</param>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public ChainReport Run(DateOnly? from, DateOnly? to, byte[]? expected, Action<ChainFinding> found, CancellationToken cancellationToken)
    {
        var report = new ChainReport(0, 0, 0, 0, 0, 0, 0, null, 0);
        var isExpected = expected is null;
        using var connection = SqliteConnections.OpenStore(file);
        var dates = Dates(connection);
        StoredSeal? previous = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var transaction = connection.BeginTransaction(deferred: true); // the day's seal and its events as of one moment
            // the newest day may have grown since it was followed; what came after that is the next verification's
            if (previous is not null && StoredSeal.After(connection, previous.First - 1) is { } now && now.First == previous.First && now.Last > previous.Last) previous = now;
            var seal = StoredSeal.After(connection, previous?.First ?? -1);
            if (seal is null)
            {
                NoneMayBeLeft(connection, previous?.Last ?? 0, Tell);
                break;
            }

            previous ??= First(connection, seal);
            if (seal.First > 0) Day(connection, previous, seal);
            Expect(seal.Head);
            previous = seal;
        }

        if (!isExpected) Tell(new ChainFinding(null, "The given head does not occur: the history was altered before that head, or it was copied in the middle of a day that the retention has removed since."));
        return report;

        void Tell(ChainFinding finding)
        {
            report = report with { Findings = report.Findings + 1 };
            found(finding);
        }

        void Expect(byte[]? link)
        {
            if (!isExpected && link is not null) isExpected = link.AsSpan().SequenceEqual(expected);
        }

        StoredSeal First(SqliteConnection store, StoredSeal seal)
        {
            if (seal.First > 0)
            {
                Tell(new ChainFinding(null, "The first seal, which says where the chain begins, was removed."));
                return seal with { Last = seal.First - 1, Head = seal.PreviousHead };
            }
            if (seal.Head.AsSpan().ContainsAnyExcept((byte)0)) Tell(new ChainFinding(null, "The first seal, which says where the chain begins, was changed."));
            report = report with { Unsealed = StoredSeal.EventsBetween(store, 0, seal.Last) };
            return seal;
        }

        void Day(SqliteConnection store, StoredSeal before, StoredSeal seal)
        {
            var findings = report.Findings;
            report = report with { Newest = new ChainHead(seal.Day, seal.Last, seal.Head), Pruned = report.Pruned + seal.PrunedCount };
            if (!seal.PreviousHead.AsSpan().SequenceEqual(before.Head) || seal.First <= before.Last)
                Tell(new ChainFinding(null, $"The seal of {Iso(seal.Day)} (from event {seal.First}) does not continue the one before it, of {Iso(before.Day)}: a seal between them was removed, or one of the two was changed."));
            if (StoredSeal.EventsBetween(store, before.Last + 1, seal.First - 1) is var stray and > 0)
                Tell(new ChainFinding(null, $"{stray} events between {before.Last + 1} and {seal.First - 1} have no seal: it was removed, or they were put in."));
            if (seal.PrunedThrough == seal.Last && seal.PrunedCount != seal.Count)
                Tell(new ChainFinding(null, $"Of the {seal.Count} events of {Iso(seal.Day)} only {seal.PrunedCount} were left when the retention removed them."));
            if (seal.Day < from || seal.Day > to) return;

            var contents = new ErasureCheck(seal.ErasedThrough, retention, dates, Tell);
            var walk = new ChainWalk(seal.PrunedHead ?? seal.PreviousHead, seal.PrunedThrough ?? seal.First - 1, Tell);
            StoredSeal.Read(store, seal.First, seal.Last, (in row, link) =>
            {
                Expect(link);
                if (row.Sequence <= seal.PrunedThrough) Tell(new ChainFinding(row.Sequence, "was put back after the retention had removed it"));
                else walk.Next(row, link);
                contents.Next(row);
                if (row.Sequence == seal.First && row.ReceivedAt / TimeSpan.TicksPerDay != seal.Day.DayNumber)
                    Tell(new ChainFinding(null, $"The seal that begins with event {seal.First} bears another day, {Iso(seal.Day)}: it, or that event, was changed."));
            });
            walk.End(seal.Head, seal.Last);
            // where something is amiss already, a wrong count is no news
            if (findings == report.Findings && walk.Count + seal.PrunedCount != seal.Count)
                Tell(new ChainFinding(null, $"The seal of {Iso(seal.Day)} counts {seal.Count} events, and there are {walk.Count + seal.PrunedCount}."));
            report = report with { Days = report.Days + 1, Events = report.Events + walk.Count, Lost = report.Lost + walk.Holes, Erased = report.Erased + contents.Erased, Unerasable = report.Unerasable + contents.Unerasable };
        }
    }

    private static SealDates Dates(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SealDates.Seals;
        using var reader = command.ExecuteReader();
        return SealDates.Read(reader);
    }

    private static void NoneMayBeLeft(SqliteConnection connection, long last, Action<ChainFinding> tell)
    {
        if (StoredSeal.EventsBetween(connection, last + 1, long.MaxValue) is var left and > 0)
            tell(new ChainFinding(last + 1, $"and what follows ({left} events) has no seal: the newest seal was removed, or they were put in"));
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
