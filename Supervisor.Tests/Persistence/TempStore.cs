using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Persistence;

/// <summary>A real store in a directory of its own, deleted at the end.</summary>
internal sealed class TempStore : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    // a second of work, for hundreds of tests that want nothing of it
    private static readonly Lazy<byte[]> Migrated = new(() => MigrateAsync().GetAwaiter().GetResult());

    private readonly string _root = System.IO.Directory.CreateTempSubdirectory("supervisor-store-").FullName;

    public TempStore()
    {
        Directory = At(_root);
        Events = new EventStore(Directory);
    }

    public DataDirectory Directory { get; }

    public EventStore Events { get; }

    public IDbContextFactory<SupervisorDb> Contexts => new Factory(this);

    public static async Task<TempStore> CreateAsync()
    {
        var store = new TempStore();
        PutMigrated(store.Directory);
        await store.Startup().PrepareAsync(CancellationToken.None);
        return store;
    }

    /// <summary>A data directory at this place.</summary>
    public static DataDirectory At(string root) => DataDirectory.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [DataDirectory.Key] = root }).Build());

    /// <summary>A new folder with an empty store, as all migrations leave it. Whoever asks for it deletes it.</summary>
    public static string Folder(string prefix)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory(prefix).FullName;
        PutMigrated(At(folder));
        return folder;
    }

    public string PathOf(string file) => Path.Combine(_root, file);

    public SupervisorDb Open(string? file = null) =>
        new((DbContextOptions<SupervisorDb>)new DbContextOptionsBuilder<SupervisorDb>().UseStore(file ?? Directory.Database).Options);

    public DatabaseStartup Startup() => new(Directory, Contexts, TimeProvider.System, NullLogger<DatabaseStartup>.Instance);

    public EventWriter Writer(IEventAppender? appender = null, int capacity = EventQueue.DefaultCapacity, long maxBytes = EventQueue.DefaultMaxBytes, LogLines? log = null) => new(
        new EventQueue(capacity, maxBytes, (ILogger<EventQueue>?)log?.For<EventQueue>() ?? NullLogger<EventQueue>.Instance), appender ?? new EventAppender(Directory), Events, TimeProvider.System,
        (ILogger<EventWriter>?)log?.For<EventWriter>() ?? NullLogger<EventWriter>.Instance);

    /// <summary>Puts events on the disk, without the writer.</summary>
    public void Append(IEnumerable<ObservedEvent> events)
    {
        using var appender = new EventAppender(Directory);
        foreach (var batch in events.Chunk(10_000)) appender.Append(batch);
    }

    public async Task<List<StoredEvent>> AllAsync(EventFilter? filter = null)
    {
        var all = new List<StoredEvent>();
        await foreach (var stored in Events.ReadAsync(filter ?? EventFilter.Everything, CancellationToken.None)) all.Add(stored);
        return all;
    }

    /// <summary>The event number <paramref name="sequence"/>, received that many seconds after noon.</summary>
    public static ObservedEvent Event(long sequence, string agent = "291", string type = "AgentState_Ready", string? content = null, string gateway = "demo") => new()
    {
        Sequence = sequence,
        Agent = new AgentId(gateway, agent),
        ReceivedAt = Noon.AddSeconds(sequence),
        Origin = EventOrigin.Gateway,
        Type = type,
        Event = new AgentEvent.Informational(),
        Content = content is null ? default : Encoding.UTF8.GetBytes(content),
    };

    private static void PutMigrated(DataDirectory directory)
    {
        directory.Create();
        OwnerOnlyFile.Create(directory.Database);
        File.WriteAllBytes(directory.Database, Migrated.Value);
    }

    private static async Task<byte[]> MigrateAsync()
    {
        using var store = new TempStore();
        await store.Startup().PrepareAsync(CancellationToken.None);
        // what is still in the log goes into the file
        SqliteConnection.ClearAllPools();
        return await File.ReadAllBytesAsync(store.Directory.Database);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(_root, recursive: true);
    }

    private sealed class Factory(TempStore store) : IDbContextFactory<SupervisorDb>
    {
        public SupervisorDb CreateDbContext() => store.Open();
    }
}
