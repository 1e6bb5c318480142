using Supervisor.Web.Persistence;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Observability;

/// <summary>For load balancers and watchdogs: alive, and ready to work. Open to everybody; neither tells anything about agents.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("alive")).AllowAnonymous().WithSummary("The process answers");
        app.MapGet("/readyz", Ready).AllowAnonymous().WithSummary("Store and session pool are up");
    }

    private static IResult Ready(EventWriter writer, SessionPool pool, DiskWatch disk)
    {
        var troubles = new List<string>();
        if (writer.Health.Fault is { } fault) troubles.Add($"The event history cannot be written: {fault}");
        if (!pool.Ready) troubles.Add("The session pool has not compared desired with running sessions yet.");
        string?[] warnings = [disk.Current.Warning?.Text, pool.Shortage];
        return troubles.Count == 0
            ? TypedResults.Text(string.Concat(["ready", .. warnings.OfType<string>().Select(warning => $"\nwarning: {warning}")]))
            : TypedResults.Problem(title: "Not ready", detail: string.Join(' ', troubles), statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
