using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Floor;

/// <summary>The address behind "Export" on the floor.</summary>
internal static class GridExportEndpoint
{
    public static void MapGridExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/floor/grid.csv", async (HttpContext http, GridExport export, AuditTrail audit, TimeProvider time, CancellationToken cancellationToken) =>
        {
            var query = http.Request.QueryString.Value ?? "";
            await audit.KeepAsync(Actor.From(http.User), "floor.export", "grid", FloorChoice.FromQuery(query).ToQuery() is { Length: > 0 } filter ? filter : "everybody", cancellationToken);
            return TypedResults.File(export.Write(query), "text/csv; charset=utf-8", FormattableString.Invariant($"floor_{time.GetUtcNow():yyyy-MM-dd'T'HHmmss'Z'}.csv"));
        }).RequireAuthorization(Policies.FloorSettings).ExcludeFromDescription();
}
