using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Supervisor.Web.Notices;
using Supervisor.Web.Security;

namespace Supervisor.Web.Persistence;

/// <summary>Looks at the disk once a minute and warns before it is full: one line in the log per episode, a notice for admins meanwhile. What a full disk does is the event writer's affair.</summary>
internal sealed class DiskWatch(StoreGauge gauge, IOptions<HistoryOptions> options, NoticeBoard notices, TimeProvider time, ILogger<DiskWatch> logger) : BackgroundService
{
    private const string NoticeKey = "disk";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private volatile DiskState _current = new(null, null);
    private bool _failing;

    /// <summary>As of the last look.</summary>
    public DiskState Current => _current;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                Take(await gauge.ReadAsync(stoppingToken));
                _failing = false;
            }
            catch (SqliteException exception)
            {
                if (!_failing) Log.FiguresFailed(logger, StoreFault.Describe(exception));
                _failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Take(StoreFigures figures)
    {
        var before = _current.Warning;
        var warning = DiskWarning.For(figures, options.Value.WarnFreeMegabytes, before is not null);
        if (warning is not null)
        {
            if (before is null) Log.DiskNearlyFull(logger, warning.Text);
            if (warning != before) notices.Put(new Notice(NoticeKey, Policies.Administration, warning.Sentence, [warning.Value], "/admin/storage"));
        }
        else if (before is not null)
        {
            Log.DiskHasRoom(logger, ByteSize.Text(figures.FreeBytes ?? 0));
            notices.TakeDown(NoticeKey);
        }
        _current = new DiskState(figures, warning);
    }
}

/// <summary>What the last look has shown.</summary>
/// <param name="Figures">The store and its disk; null before the first look.</param>
/// <param name="Warning">What there is to warn of; null where nothing is.</param>
internal sealed record DiskState(StoreFigures? Figures, DiskWarning? Warning);
