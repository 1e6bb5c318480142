using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.History;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.Micro;

/// <summary>
/// A full batch of the event writer on the disk, with its links and seals, against a bare statement. The batches are made beforehand, as many as an iteration takes: each has its own sequences, as one that
/// is on the disk already would cost nothing.
/// </summary>
[InvocationCount(PerIteration)]
public class AppendBatch : IDisposable
{
    private const int PerIteration = 64;

    private readonly ObservedEvent[][] _batches = new ObservedEvent[PerIteration][];
    private readonly KnownNames _names = new();
    private ScratchStore _store = null!;
    private EventAppender _appender = null!;
    private SqliteConnection _connection = null!;
    private RawStatement _insert = null!;
    private long _sequence;
    private int _next;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _store = await ScratchStore.CreateAsync();
        var directory = _store.Services.GetRequiredService<DataDirectory>();
        _appender = new EventAppender(directory);
        _connection = SqliteConnections.OpenForAppending(directory.Database);
        _insert = Contestants.Insert(_connection);
    }

    [IterationSetup]
    public void Prepare()
    {
        _next = 0;
        for (var n = 0; n < PerIteration; n++)
            _batches[n] = [.. Enumerable.Range(0, EventWriter.BatchSize).Select(_ => Flow.One(++_sequence, TimeProvider.System.GetUtcNow()))];
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
    public void BareStatement() => Contestants.Write(_connection, _insert, _names, _batches[_next++]);

    [Benchmark, Ceiling(1.34)]
    public int Appender() => _appender.Append(_batches[_next++]);
}
