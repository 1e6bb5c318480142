using Microsoft.AspNetCore.Http;
using Supervisor.Simulator.Control;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Hosting;

/// <summary>Sends a request to the gateway or to the control endpoints. Double slashes do not matter, as behind many a proxy.</summary>
internal sealed class Entrance(GatewayPipeline gateway, ControlPipeline control)
{
    public Task HandleAsync(HttpContext context)
    {
        var path = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["agentgateway", "resource", .. var resource])
            return gateway.HandleAsync(context, resource);
        if (path is ["simulator", .. var endpoint])
            return control.HandleAsync(context, endpoint);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
