using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>A new store in a directory of its own with the product's services and its checkpoints, deleted at the end.</summary>
internal sealed class ScratchStore : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("supervisor-append-");
    private readonly WalCheckpointer _checkpointer;

    private ScratchStore()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [DataDirectory.Key] = _root.FullName }).Build();
        Services = new ServiceCollection().AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning)).AddMetrics().AddSingleton(TimeProvider.System).AddPersistence(configuration).BuildServiceProvider();
        _checkpointer = ActivatorUtilities.CreateInstance<WalCheckpointer>(Services);
    }

    public ServiceProvider Services { get; }

    public static async Task<ScratchStore> CreateAsync()
    {
        var store = new ScratchStore();
        await store.Services.GetRequiredService<DatabaseStartup>().PrepareAsync(default);
        await store._checkpointer.StartAsync(default);
        return store;
    }

    /// <summary>Events on the disk.</summary>
    public long Count() => Ask("SELECT COUNT(*) FROM Events");

    /// <summary>A number.</summary>
    public long Ask(string sql)
    {
        using var connection = SqliteConnections.OpenStore(Services.GetRequiredService<DataDirectory>().Database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _checkpointer.StopAsync(default);
        _checkpointer.Dispose();
        await Services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _root.Delete(recursive: true);
    }
}
