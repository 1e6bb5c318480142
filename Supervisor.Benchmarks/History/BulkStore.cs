using System.Text;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>Fills a new store as fast as the machine can, with a whole chain: no log and no syncs, indexes afterwards. A crash meanwhile spoils the file.</summary>
internal sealed class BulkStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly DayChain _chain;
    private readonly RawStatement _insert;
    private readonly Dictionary<string, byte[]> _names = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Sql)> _indexes = [];

    public BulkStore(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA threads=2; PRAGMA temp_store=FILE;");
        using (var indexes = _connection.CreateCommand())
        {
            indexes.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'Events' AND sql IS NOT NULL";
            using var reader = indexes.ExecuteReader();
            while (reader.Read()) _indexes.Add((reader.GetString(0), reader.GetString(1)));
        }
        foreach (var (name, _) in _indexes) Execute($"DROP INDEX \"{name}\"");
        _chain = new DayChain(_connection);
        _insert = new RawStatement(_connection, "INSERT INTO Events (Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content, Link) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    }

    public void Append(IReadOnlyList<ObservedEvent> batch)
    {
        using var transaction = _connection.BeginTransaction();
        _chain.Begin(transaction);
        foreach (var observed in batch)
        {
            var link = _chain.LinkOf(observed, null)!;
            _insert.Bind(1, observed.Sequence).Bind(2, observed.ReceivedAt.UtcTicks).Bind(4, Utf8(observed.Agent.Gateway)).Bind(5, Utf8(observed.Agent.WorkNo))
                .Bind(6, (long)observed.Origin).Bind(7, Utf8(observed.Type)).BindBlob(9, link);
            if (observed.GeneratedAt is { } generated) _insert.Bind(3, generated.UtcTicks);
            else _insert.BindNull(3);
            if (observed.Content.IsEmpty) _insert.BindNull(8);
            else _insert.BindBlob(8, observed.Content.Span);
            _insert.Step();
            _insert.Reset();
            _chain.Add(observed, link);
        }
        _chain.End();
        transaction.Commit();
    }

    /// <summary>Makes the indexes and leaves the file as the product expects it.</summary>
    public void End()
    {
        foreach (var (_, sql) in _indexes) Execute(sql);
        Execute("PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=WAL;");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _chain.Dispose();
        _connection.Dispose();
    }

    private byte[] Utf8(string name) => _names.TryGetValue(name, out var known) ? known : _names[name] = Encoding.UTF8.GetBytes(name);

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandTimeout = 3_600;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
