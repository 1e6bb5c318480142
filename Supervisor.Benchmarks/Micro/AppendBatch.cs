using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.History;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.Micro;

/// <summary>A full batch of the event writer on the disk, with its links and seals, against a bare statement.</summary>
public class AppendBatch : IDisposable
{
    private ScratchStore _store = null!;
    private EventAppender _appender = null!;
    private SqliteConnection _connection = null!;
    private RawStatement _insert = null!;
    private long _sequence;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _store = await ScratchStore.CreateAsync();
        var directory = _store.Services.GetRequiredService<DataDirectory>();
        _appender = new EventAppender(directory);
        _connection = SqliteConnections.OpenForAppending(directory.Database);
        _insert = Contestants.Insert(_connection);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        Dispose();
        await _store.DisposeAsync();
    }

    public void Dispose()
    {
        _appender.Dispose();
        _insert.Dispose();
        _connection.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void BareStatement() => Contestants.Write(_connection, _insert, Batch());

    [Benchmark, Ceiling(1.34)]
    public int Appender() => _appender.Append(Batch());

    private ObservedEvent[] Batch() => [.. Enumerable.Range(0, EventWriter.BatchSize).Select(_ => Flow.One(++_sequence, TimeProvider.System.GetUtcNow()))];
}
