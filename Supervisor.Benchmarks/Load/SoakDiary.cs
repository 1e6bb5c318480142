using System.Globalization;

namespace Supervisor.Benchmarks.Load;

/// <summary>The samples of a soak, written to a file as they are taken: a run of hours that is cut off leaves them. Says now and then how it goes.</summary>
internal sealed class SoakDiary : IAsyncDisposable
{
    private static readonly TimeSpan Told = TimeSpan.FromMinutes(5);

    private readonly List<SoakSample> _samples = [];
    private readonly StreamWriter _file;
    private readonly TimeSpan _duration;
    private TimeSpan _next = Told;

    private SoakDiary(StreamWriter file, TimeSpan duration) => (_file, _duration) = (file, duration);

    /// <param name="file">Where; null for a new file in the temp folder.</param>
    /// <param name="duration">Of the whole run.</param>
    public static async Task<SoakDiary> BeginAsync(string? file, TimeSpan duration)
    {
        var path = Path.GetFullPath(file ?? Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"supervisor-soak-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.csv")));
        var diary = new SoakDiary(new StreamWriter(path) { AutoFlush = true }, duration);
        await diary._file.WriteLineAsync(SoakSample.Columns);
        Console.WriteLine($"samples: {path}");
        return diary;
    }

    public IReadOnlyList<SoakSample> Samples => _samples;

    /// <param name="sample">Taken just now.</param>
    /// <param name="faults">How many have struck.</param>
    /// <param name="events">How many were delivered.</param>
    public async Task AddAsync(SoakSample sample, int faults, long events)
    {
        _samples.Add(sample);
        await _file.WriteLineAsync(sample.Line());
        var at = TimeSpan.FromMinutes(sample.At);
        if (at < _next) return;
        _next = at + Told;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {sample.At:0} of {_duration.TotalMinutes:0} minutes: memory {sample.Megabytes:0} MB ({SoakSample.PerHour(_samples, one => one.Megabytes):+0.0;-0.0} an hour so far), heap {sample.Heap:0} MB ({SoakSample.PerHour(_samples, one => one.Heap):+0.0;-0.0}), {sample.Files:0} files, {sample.Sockets} sockets, {faults} faults, {events} events delivered"));
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
