using System.Security.Claims;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Schedules;

/// <summary>The files that a schedule has written, for who may have them made.</summary>
internal static class ScheduleEndpoints
{
    public static void MapSchedules(this IEndpointRouteBuilder app) =>
        app.MapGet("/history/schedules/{id:int}/{part}", DownloadAsync).RequireAuthorization(Policies.History).ExcludeFromDescription();

    // the names come from the schedule, and never from the address
    private static async Task<IResult> DownloadAsync(int id, string part, ScheduleStore schedules, ScheduledRun run, AuditTrail audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await schedules.FindAsync(id, cancellationToken) is not { } schedule || run.FilesOf(schedule).FirstOrDefault(one => one.Part == part) is not { } file) return TypedResults.NotFound();
        await audit.KeepAsync(Actor.From(user), "history.download", file.Name, $"schedule {schedule.Name}", cancellationToken);
        return TypedResults.PhysicalFile(file.Path, file.ContentType, file.Name);
    }
}
