using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Today;

/// <summary>
/// Counts today out of the state intervals, for as long as anybody looks at it: once per zone and <see cref="Pace"/>, however many pages and agents there are. Each time it reads the last minute only, and
/// an agent's whole day only where that does not join on to what it has.
/// </summary>
internal sealed class TodayDesk(IntervalStore intervals, TimeProvider time, ILogger<TodayDesk> logger) : BackgroundService, ITodayDesk
{
    /// <summary>Between two countings.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <summary>Events are folded some time after they came; what is read twice is counted once.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ZoneDay> _days = [];

    // one slot: a bell that has rung need not ring again
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _failing;

    /// <inheritdoc />
    public ITodayReader Open(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        lock (_lock)
        {
            if (!_days.TryGetValue(zone.Id, out var day)) _days[zone.Id] = day = new ZoneDay(zone);
            day.Readers++;
            if (day.Readers == 1) _bell.Writer.TryWrite(true);
            return new Reader(this, day);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var rung = _bell.Reader.WaitToReadAsync(pause.Token).AsTask();
            await Task.WhenAny(rung, Task.Delay(Looked().Count == 0 ? Timeout.InfiniteTimeSpan : Pace, time, pause.Token));
            await pause.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
            _bell.Reader.TryRead(out _);
            foreach (var day in Looked()) await TryCountAsync(day, stoppingToken);
        }
    }

    private async Task TryCountAsync(ZoneDay day, CancellationToken cancellationToken)
    {
        try
        {
            await CountAsync(day, cancellationToken);
            _failing = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException) // the floor goes on with older figures, and the next try may do better
        {
            if (!_failing) Log.TodayFailed(logger, fault is SqliteException ? StoreFault.Describe(fault) : fault.Message, fault);
            _failing = true;
            day.Count = null;
        }
    }

    private async Task CountAsync(ZoneDay day, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var midnight = Periods.At(Periods.FirstDay(now, PeriodLength.Day, day.Zone), day.Zone);
        var from = midnight;
        if (day.Count is null || day.Count.From != midnight) day.Count = new TodayCount(midnight);
        else if (day.Picture.AsOf - Overlap > midnight) from = day.Picture.AsOf - Overlap;
        await intervals.VisitAsync(null, from, now, withCalls: false, day.Count.Add, cancellationToken);
        if (day.Count.TakeHoles() is { Count: > 0 } holes) await intervals.VisitAsync(holes, midnight, now, withCalls: false, day.Count.Add, cancellationToken);
        day.Picture = day.Count.ToPicture(now);
    }

    private List<ZoneDay> Looked()
    {
        lock (_lock) return [.. _days.Values.Where(day => day.Readers > 0)];
    }

    private void Close(ZoneDay day)
    {
        // what nobody looks at is forgotten: the next one to look has it counted within a moment
        lock (_lock)
        {
            if (--day.Readers == 0) _days.Remove(day.Zone.Id);
        }
    }

    private sealed class ZoneDay(TimeZoneInfo zone)
    {
        private volatile TodayPicture _picture = TodayPicture.Nothing;

        public TimeZoneInfo Zone => zone;

        public int Readers { get; set; }

        public TodayCount? Count { get; set; }

        public TodayPicture Picture
        {
            get => _picture;
            set => _picture = value;
        }
    }

    private sealed class Reader(TodayDesk desk, ZoneDay day) : ITodayReader
    {
        private bool _closed;

        public TodayPicture Current => day.Picture;

        public void Dispose()
        {
            if (_closed) return;
            _closed = true;
            desk.Close(day);
        }
    }
}
