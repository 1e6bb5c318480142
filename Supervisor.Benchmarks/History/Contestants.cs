using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Benchmarks.History;

/// <summary>Three ways to put the same rows on the disk.</summary>
internal static class Contestants
{
    private static readonly byte[] Link = new byte[EventLink.Size];

    /// <summary>The queue, the writer, its chain and its seals.</summary>
    public static async Task ProductAsync(ServiceProvider services, List<ObservedEvent> events)
    {
        var (queue, writer) = (services.GetRequiredService<EventQueue>(), services.GetRequiredService<EventWriter>());
        await writer.StartAsync(default);
        foreach (var observed in events)
        {
            // as far ahead of the disk as half of the queue
            if (queue.Count > EventQueue.DefaultCapacity / 2) await writer.WrittenAsync();
            if (!writer.TryWrite(observed)) throw new InvalidOperationException("An event was lost.");
        }

        await writer.CompleteAsync(default);
    }

    /// <summary>One prepared statement on SQLite itself, values bound in the form in which they lie in memory, names in the UTF-8 that is kept of them. The link is a constant: no chain, no seals, no queue.</summary>
    public static Task BareAsync(ServiceProvider services, List<ObservedEvent> events)
    {
        using var connection = SqliteConnections.OpenForAppending(services.GetRequiredService<DataDirectory>().Database);
        using var insert = Insert(connection);
        var names = new KnownNames();
        foreach (var batch in events.Chunk(EventWriter.BatchSize)) Write(connection, insert, names, batch);
        return Task.CompletedTask;
    }

    public static RawStatement Insert(SqliteConnection connection) =>
        new(connection, "INSERT INTO Events (Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content, ContentHash, Link) VALUES (?1, ?2, NULL, ?3, ?4, ?5, ?6, ?7, NULL, ?8)");

    public static void Write(SqliteConnection connection, RawStatement insert, KnownNames names, ObservedEvent[] batch)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var observed in batch)
        {
            insert.Bind(1, observed.Sequence).Bind(2, observed.ReceivedAt.UtcTicks).Bind(3, names.Utf8(observed.Agent.Gateway)).Bind(4, names.Utf8(observed.Agent.WorkNo))
                .Bind(5, (long)observed.Origin).Bind(6, names.Utf8(observed.Type)).BindBlob(7, observed.Content.Span).BindBlob(8, Link).Step();
            insert.Reset();
        }

        transaction.Commit();
    }

    /// <summary>AddRange and SaveChanges, a context per batch.</summary>
    public static async Task EfAsync(ServiceProvider services, List<ObservedEvent> events)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<SupervisorDb>>();
        foreach (var batch in events.Chunk(EventWriter.BatchSize))
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.Events.AddRange(batch.Select(observed => new StoredEvent
            {
                Sequence = observed.Sequence,
                ReceivedAt = observed.ReceivedAt,
                Gateway = observed.Agent.Gateway,
                AgentId = observed.Agent.WorkNo,
                Origin = observed.Origin,
                Type = observed.Type,
                Content = observed.Content.ToArray(),
                Link = Link,
            }));
            await db.SaveChangesAsync();
        }
    }
}
