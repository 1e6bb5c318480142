using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Supervisor.Web.Security;

namespace Supervisor.Web.Realtime;

/// <summary>What the hub calls on its clients.</summary>
public interface IFloorClient
{
    /// <summary>
    /// The whole floor: once after connecting. Changes may come before it, as it is larger: a client keeps them, and applies to it those with a higher revision. None of these is missing, since a connection gets every
    /// change from before the snapshot is taken.
    /// </summary>
    Task Snapshot(FloorView floor);

    /// <summary>
    /// What has changed, at most four times a second: agents as they are now, whole, and those that are gone. Apply it where its revision is higher than the snapshot's, whichever of the two came first; leave it out where
    /// it is not.
    /// </summary>
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
        // the connection is among all clients already: what changes after this look reaches it
        return Clients.Caller.Snapshot(FloorView.Of(feed.Current, factsOf));
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        return Task.CompletedTask;
    }
}
