using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Intervals;

/// <summary>
/// What is folded anew goes on from this once the retention has removed events. How an agent stood at the first event that is left, since when it was signed in and over which phone, was told by events
/// that are gone. So an agent is folded anew from its first new sign-in that is left, which tells all of it and ends what calls there were, on top of what is stored before; where none is left, it keeps what is stored.
/// </summary>
internal sealed class RebuildStart
{
    private const string SignIns = $"""
        SELECT {EventRow.Columns} FROM Events INDEXED BY {EventArms.ByAgent}
        WHERE AgentId = ?1 AND Type = '{SupervisorEventTypes.Session}' AND Origin = ?2 AND Gateway = ?3 AND Sequence >= ?4 AND Sequence <= ?5 ORDER BY Sequence
        """;

    private readonly EventNames _names = new();

    /// <summary>Puts it into the tables of the rebuild, which are empty. Only inside a transaction. Returns the last event that the rebuild must fold.</summary>
    /// <exception cref="SqliteException">The store cannot be read or written.</exception>
    public long Prepare(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var through = StoredLines.Number(connection, $"SELECT Sequence FROM {IntervalTables.InUse.Progress}");
        if (StoredLines.Number(connection, "SELECT COALESCE(MAX(PrunedThrough), 0) FROM DaySeals") == 0) return through; // the events tell everything
        using var signIns = new RawStatement(connection, SignIns);
        using var writer = new FoldingWriter(connection, IntervalTables.Rebuilt);
        var number = 1L;
        foreach (var line in StoredLines.All(connection, IntervalTables.InUse))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var id = new AgentId(line.Gateway, line.AgentId);
            if (Kept(connection, signIns, id, line, number, through) is not { } kept) continue;
            writer.Write(id, kept);
            number++;
        }

        return through;
    }

    /// <summary>Null where nothing stored is of use: what is left of the events is then better than nothing.</summary>
    private Folding? Kept(SqliteConnection connection, RawStatement signIns, AgentId id, IntervalLine line, long number, long through)
    {
        try
        {
            var state = LineState.Read(line.State);
            var ended = StoredLines.Intervals(connection, IntervalTables.InUse, line.Agent);
            var all = ended.Append(state.Line.Open);
            // a sign-in before what is stored has nothing to go on from
            if (SignIn(signIns, id, all.First().Sequence, through) is not { } signIn) return Folding.Begin(number, ended, state.FoldedThrough(through));
            var before = all.TakeWhile(interval => interval.Sequence < signIn.Sequence).ToList();
            if (before.Count == 0) return null; // its first event is left
            var kept = Folding.Begin(number, before.SkipLast(1), new LineState(AgentLine.Resume(id, before[^1]), ""));
            kept.Apply(signIn);
            return kept;
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    private StoredEvent? SignIn(RawStatement signIns, AgentId agent, long from, long through)
    {
        signIns.Bind(1, agent.WorkNo).Bind(2, (long)EventOrigin.Supervisor).Bind(3, agent.Gateway).Bind(4, from).Bind(5, through);
        try
        {
            while (signIns.Step())
                if (new EventRow(signIns).ToStored(_names) is var stored && StoredMeaning.IsNewSignIn(stored)) return stored;
            return null;
        }
        finally
        {
            signIns.Reset();
        }
    }
}
