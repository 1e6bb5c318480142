using Microsoft.AspNetCore.SignalR;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Realtime;

/// <summary>Sends what has changed to the hub's clients, at most four frames a second at any rate of events.</summary>
internal sealed class FloorHubPublisher(IFloorFeed feed, IHubContext<FloorHub, IFloorClient> hub, SessionFactsOf factsOf, TimeProvider time, ILogger<FloorHubPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe();
        var sent = subscription.Snapshot;
        await foreach (var floor in subscription.ReadAllAsync(stoppingToken))
        {
            try
            {
                await hub.Clients.All.Changed(Difference(sent, floor, feed.ChangedBetween(sent, floor), factsOf));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.PublishFailed(fault);
            }

            sent = floor;
            await Task.Delay(Frame, time, stoppingToken);
        }
    }

    /// <summary>The agents whose picture is another one, and those that have left.</summary>
    internal static FloorChange Difference(FloorSnapshot before, FloorSnapshot after, IReadOnlySet<AgentId>? changed, SessionFactsOf factsOf) => new(
        after.Revision, after.AsOf, FloorView.TotalsOf(after.Totals),
        [.. (changed ?? after.Agents.Keys)
            .Where(agent => after.Agents.TryGetValue(agent, out var now) && (!before.Agents.TryGetValue(agent, out var known) || !ReferenceEquals(known, now)))
            .Order()
            .Select(agent => AgentView.Of(after.Agents[agent], factsOf(agent)))],
        [.. (changed ?? before.Agents.Keys).Where(agent => before.Agents.ContainsKey(agent) && !after.Agents.ContainsKey(agent)).Select(agent => new AgentKey(agent.Gateway, agent.WorkNo))]);
}
