using Microsoft.AspNetCore.Http.HttpResults;
using Supervisor.Domain.Agents;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>The live floor over HTTP (surface.md, "HTTP API").</summary>
internal static class FloorEndpoints
{
    public static void MapFloor(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/floor", (IFloorFeed feed, SessionFactsOf factsOf) => TypedResults.Ok(FloorView.Of(feed.Current, factsOf)))
            .RequireAuthorization(Policies.Floor)
            .WithSummary("The floor as it is now");
        app.MapGet("/api/v1/agents/{gateway}/{agentId}", OneAgent)
            .RequireAuthorization(Policies.Floor)
            .WithSummary("One agent as it is now");
    }

    private static Results<Ok<AgentView>, ProblemHttpResult> OneAgent(string gateway, string agentId, IFloorFeed feed, SessionFactsOf factsOf)
    {
        var id = new AgentId(gateway, agentId);
        return feed.Current.Agents.TryGetValue(id, out var agent)
            ? TypedResults.Ok(AgentView.Of(agent, factsOf(id)))
            : TypedResults.Problem(title: "No such agent", detail: $"Gateway '{gateway}' has no agent '{agentId}' on the floor. GET /api/v1/floor lists them.", statusCode: StatusCodes.Status404NotFound);
    }
}
