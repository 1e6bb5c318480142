using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace Supervisor.Web.Security;

/// <summary>
/// Cuts the connection of an open page whose user may not stay, whatever carries it. <see cref="CircuitRevalidation"/> has such a page leave by itself, to the sign-in page; that takes a browser that does what it
/// is told. Both begin to wait when the connection begins, so both know at the same time. Nothing in the circuit is asked: which components it has is the browser's choice.
/// </summary>
internal sealed class CircuitCut(StandingWatch standing, TimeProvider time, ILogger<CircuitCut> logger) : IHubFilter
{
    /// <summary>For a browser to leave by itself, over a slow network too.</summary>
    internal static readonly TimeSpan ToLeave = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        // nobody awaits it: it ends with the connection, and what goes wrong is caught where it waits
        _ = WatchAsync(context.Context, context.Context.User ?? new ClaimsPrincipal(), context.Context.ConnectionAborted);
        return next(context);
    }

    private async Task WatchAsync(HubCallerContext connection, ClaimsPrincipal user, CancellationToken closed)
    {
        try
        {
            await standing.UntilOverAsync(user, closed);
            await Task.Delay(ToLeave, time, closed);
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            return;
        }

        logger.PageCut(user.Identity?.Name ?? "-");
        connection.Abort();
    }
}
