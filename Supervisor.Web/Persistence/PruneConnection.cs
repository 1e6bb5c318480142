using System.Text;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// The connection on which old history goes, outside the pool. It overwrites what it deletes. It does not checkpoint inside a commit, and moves the write-ahead log every few
/// steps itself: a log that grew would have to be cut with a lock.
/// </summary>
internal sealed class PruneConnection(string file, TimeProvider time) : IDisposable
{
    private const int StepsPerCheckpoint = 4;

    private readonly SqliteConnection _connection = SqliteConnections.OpenForPruning(file);
    private int _steps;

    /// <summary>Gateways of the history.</summary>
    public IReadOnlyList<string> Gateways() => [.. new EventArms(_connection).Gateways().Select(Encoding.UTF8.GetString)];

    /// <summary>Reads outside a transaction: nobody but the pruning changes old rows.</summary>
    public T Read<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(null, sql, parameters);
        using var reader = command.ExecuteReader();
        return read(reader);
    }

    /// <summary>Runs the statements in one transaction. Returns how many rows the last of them has changed, and how long the store was held.</summary>
    public (int Changed, TimeSpan Held) Write(ReadOnlySpan<string> statements, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var changed = 0;
        using var transaction = _connection.BeginTransaction(); // immediate: it holds the store from here
        var began = time.GetTimestamp();
        foreach (var statement in statements)
        {
            using var command = Command(transaction, statement, parameters);
            changed = command.ExecuteNonQuery();
        }
        transaction.Commit();
        var held = time.GetElapsedTime(began);
        if (++_steps % StepsPerCheckpoint == 0) MoveLog();
        return (changed, held);
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>The log begins anew only where all of it has been moved: what the writer has added meanwhile is moved by a second turn, which is short.</summary>
    private void MoveLog()
    {
        const int turns = 4;
        for (var turn = 0; turn < turns; turn++)
            if (Read("PRAGMA wal_checkpoint(PASSIVE)", reader => reader.Read() && reader.GetInt64(0) == 0 && reader.GetInt64(1) == reader.GetInt64(2))) return;
    }

    private SqliteCommand Command(SqliteTransaction? transaction, string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            if (sql.Contains(name, StringComparison.Ordinal)) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
