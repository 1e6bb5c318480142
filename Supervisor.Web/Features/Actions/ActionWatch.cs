using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Actions;

/// <summary>Follows the floor for as long as the app runs: actions are confirmed by events, whoever looks.</summary>
internal sealed class ActionWatch(IFloorFeed feed, ActionBook book, InspectionBook inspections, ILogger<ActionWatch> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe();
        try
        {
            await foreach (var floor in subscription.ReadAllAsync(stoppingToken))
            {
                inspections.Look(floor);
                book.Look(floor);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the app stops
        }
        catch (Exception fault)
        {
            // the host ends then: a floor on which nothing is ever confirmed must not look alive
            Log.ActionWatchFailed(logger, fault);
            throw;
        }
    }
}
