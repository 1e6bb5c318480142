using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Supervisor.Web.Alerts;

/// <summary>Removes alerts that are too old, once an hour.</summary>
internal sealed class AlertPruner(AlertStore store, IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertPruner> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var cutoff = time.GetUtcNow().AddDays(-options.Value.RetentionDays);
                if (await store.PruneAsync(cutoff, stoppingToken) is var count and > 0) Log.Pruned(logger, count, cutoff);
            }
            catch (SqliteException fault)
            {
                Log.PruneFailed(logger, fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
