using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Intervals;

/// <summary>For tests of state intervals: a store of its own, and a clock that stands at its noon.</summary>
public abstract class StoredIntervals : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Noon = TempStore.Noon;
    private protected static readonly AgentId Ann = new("demo", "291");

    private protected ManualTimeProvider Time { get; } = new(TempStore.Noon);

    private protected TempStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await TempStore.CreateAsync();

    public Task DisposeAsync()
    {
        Store.Dispose();
        return Task.CompletedTask;
    }

    private protected IntervalKeeper Keeper(TempStore store, int retentionDays = 760) =>
        new(store.Directory, Options.Create(new HistoryOptions { RetentionDays = retentionDays }), Time, NullLogger<IntervalKeeper>.Instance);

    private protected IntervalStore Reader() => new(Store.Directory, Keeper(Store), Time);

    private protected void Execute(string sql) => Scalar(sql);

    private protected object? Scalar(string sql)
    {
        using var connection = SqliteConnections.OpenStore(Store.Directory.Database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>All that is stored of intervals, as text.</summary>
    private protected static string Dump(TempStore store, bool withEpoch = true)
    {
        using var connection = SqliteConnections.OpenStore(store.Directory.Database);
        var text = new StringBuilder();
        foreach (var sql in (string[])["SELECT Place, EndsAt, Count, hex(Data) FROM IntervalChunks ORDER BY Place", "SELECT Agent, Gateway, AgentId, State, GrowingPlace FROM IntervalLines ORDER BY Agent",
            withEpoch ? "SELECT Version, Epoch, Sequence FROM IntervalProgress" : "SELECT Version, Sequence FROM IntervalProgress"])
        {
            using var command = new SqliteCommand(sql, connection);
            using var rows = command.ExecuteReader();
            while (rows.Read())
                text.AppendLine(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(column => rows.GetValue(column) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : rows.GetValue(column))));
        }

        return text.ToString();
    }

    private protected static ObservedEvent Event(long sequence, double seconds, string type, string? content = null, string agent = "291") =>
        TempStore.Event(sequence, agent, type, content) with { ReceivedAt = Noon.AddSeconds(seconds) };
}
