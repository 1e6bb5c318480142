using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Supervisor.Web.Security;

namespace Supervisor.Web.Realtime;

/// <summary>What the hub calls on its clients.</summary>
public interface IFloorClient
{
    /// <summary>The whole floor: once after connecting.</summary>
    Task Snapshot(FloorView floor);

    /// <summary>What has changed, at most four times a second. Apply what has a higher revision than the snapshot.</summary>
    Task Changed(FloorChange change);
}

/// <summary>The live floor for wallboards and outside clients (<c>/hubs/floor</c>). Our own pages read <see cref="IFloorFeed"/> instead.</summary>
[Authorize(Policies.Floor)]
internal sealed class FloorHub(IFloorFeed feed, SessionFactsOf factsOf, HubConnections connections) : Hub<IFloorClient>
{
    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return Clients.Caller.Snapshot(FloorView.Of(feed.Current, factsOf));
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        return Task.CompletedTask;
    }
}
