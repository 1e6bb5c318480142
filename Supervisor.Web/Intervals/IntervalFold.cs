using System.Text.Json;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Intervals;

/// <summary>
/// Folds stored events into stored intervals, batch after batch; each batch is one transaction together with how far it came, so a crash costs nothing and doubles nothing. Two processes may fold
/// the same store: whoever comes second notices, and reads anew where things stand. Not for two threads at once.
/// </summary>
internal sealed class IntervalFold(DataDirectory directory, IntervalTables tables)
{
    /// <summary>Version of the rules by which events become intervals. Raise it with every change of meaning: the history is then folded anew.</summary>
    public const int Version = 3;

    private const int BatchSize = 16_000;

    private const string Events = $"SELECT {EventRow.Columns} FROM Events NOT INDEXED WHERE Sequence > ?1 AND Sequence <= ?2 ORDER BY Sequence LIMIT ?3";

    private readonly Dictionary<AgentId, Folding> _agents = [];
    private readonly EventNames _names = new();
    private long _epoch = Unread;
    private long _sequence;

    private const long Unread = -1;

    /// <summary>Sequence of the last event folded in.</summary>
    public long Sequence => _sequence;

    /// <summary>Folds one batch. Returns how many events it took: 0 where there are none, or another process has taken them.</summary>
    /// <param name="through">No event after this one.</param>
    /// <exception cref="SqliteException">The store cannot be read or written; nothing is lost by trying again.</exception>
    public int Step(long through = long.MaxValue)
    {
        try
        {
            using var connection = SqliteConnections.OpenStore(directory.Database);
            if (ReadProgress(connection, null) != (Version, _epoch, _sequence)) Reload(connection);
            var touched = new Dictionary<AgentId, Folding>();
            var (last, taken) = (_sequence, 0);
            using var rows = new RawStatement(connection, Events);
            rows.Bind(1, _sequence).Bind(2, through).Bind(3, BatchSize);
            while (rows.Step())
            {
                var stored = new EventRow(rows).ToStored(_names);
                var id = new AgentId(stored.Gateway, stored.AgentId);
                if (!_agents.TryGetValue(id, out var agent)) _agents[id] = agent = new Folding(_agents.Count + 1);
                agent.Apply(stored);
                touched[id] = agent;
                last = stored.Sequence;
                taken++;
            }

            rows.Reset(); // what is read must not keep the store from being written
            return taken > 0 && Store(connection, touched, last) ? taken : 0;
        }
        catch
        {
            _epoch = Unread; // where things stand is for the disk to say
            throw;
        }
    }

    private bool Store(SqliteConnection connection, Dictionary<AgentId, Folding> touched, long last)
    {
        using var transaction = connection.BeginTransaction();
        if (ReadProgress(connection, transaction) != (Version, _epoch, _sequence))
        {
            _epoch = Unread; // another process was faster
            return false;
        }

        using var writer = new FoldingWriter(connection, tables);
        foreach (var (id, agent) in touched) writer.Write(id, agent);
        using var progress = Command(connection, transaction, $"UPDATE {tables.Progress} SET Sequence = $a", 1);
        Run(progress, last);
        transaction.Commit();
        _sequence = last;
        return true;
    }

    private void Reload(SqliteConnection connection)
    {
        var progress = ReadProgress(connection, null);
        if (progress.Version != Version) progress = BeginAnew(connection, progress.Epoch);
        try
        {
            ReadAgents(connection);
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidDataException)
        {
            progress = BeginAnew(connection, progress.Epoch);
            _agents.Clear();
        }

        (_epoch, _sequence) = (progress.Epoch, progress.Sequence);
    }

    private void ReadAgents(SqliteConnection connection)
    {
        _agents.Clear();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT l.Agent, l.Gateway, l.AgentId, l.State, c.Place, c.EndsAt, c.Count, c.Data FROM {tables.Lines} l LEFT JOIN {tables.Chunks} c ON c.Place = l.GrowingPlace";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var line = new IntervalLine { Agent = reader.GetInt64(0), Gateway = reader.GetString(1), AgentId = reader.GetString(2), State = reader.GetFieldValue<byte[]>(3) };
            var growing = reader.IsDBNull(4) ? null : new IntervalChunk { Place = reader.GetInt64(4), EndsAt = reader.GetInt64(5), Count = reader.GetInt32(6), Data = reader.GetFieldValue<byte[]>(7) };
            _agents[new AgentId(line.Gateway, line.AgentId)] = Folding.Resume(line, growing);
        }
    }

    /// <summary>Rules have changed, what is stored is damaged, or there is nothing yet. Everything in one transaction: it takes over what the events no longer tell.</summary>
    private (int Version, long Epoch, long Sequence) BeginAnew(SqliteConnection connection, long epoch)
    {
        using var transaction = connection.BeginTransaction();
        if (ReadProgress(connection, transaction) is var found && found.Epoch != epoch) return found; // another process was faster
        RebuiltIntervals.Create(connection);
        new RebuildStart().Prepare(connection, CancellationToken.None);
        RebuiltIntervals.Use(connection);
        RebuiltIntervals.Drop(connection);
        var begun = ReadProgress(connection, transaction);
        transaction.Commit();
        return begun;
    }

    private (int Version, long Epoch, long Sequence) ReadProgress(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = Command(connection, transaction, $"SELECT Version, Epoch, Sequence FROM {tables.Progress}", 0);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + i) });
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
