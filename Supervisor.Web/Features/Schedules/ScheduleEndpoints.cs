using System.Security.Claims;
using Supervisor.Web.Features.History;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Schedules;

/// <summary>The file that a schedule has written, for who may have it made.</summary>
internal static class ScheduleEndpoints
{
    public static void MapSchedules(this IEndpointRouteBuilder app) =>
        app.MapGet("/history/schedules/{id:int}/file", DownloadAsync).RequireAuthorization(Policies.History).ExcludeFromDescription();

    // its name comes from the schedule, and never from the address
    private static async Task<IResult> DownloadAsync(int id, ScheduleStore schedules, ScheduledRun run, AuditTrail audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await schedules.FindAsync(id, cancellationToken) is not { } schedule || run.FileOf(schedule) is not { } file) return TypedResults.NotFound();
        await audit.KeepAsync(Actor.From(user), "history.download", Path.GetFileName(file), $"schedule {schedule.Name}", cancellationToken);
        return TypedResults.PhysicalFile(file, ExportFormat.Find(schedule.Format)!.ContentType, Path.GetFileName(file));
    }
}
