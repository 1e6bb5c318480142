namespace Supervisor.Web.Observability;

/// <summary>For load balancers and watchdogs: alive, and ready to work. Open to everybody; neither tells anything about agents or gateways.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", (HealthReport report) => Answer(report.Alive(), "alive", "Not alive")).AllowAnonymous().WithSummary("The process answers and keeps the floor");
        app.MapGet("/readyz", (HealthReport report) => Answer(report.Ready(), "ready", "Not ready")).AllowAnonymous().WithSummary("Floor, history, store, sessions and secrets: what is wrong, in words");
    }

    private static IResult Answer(IReadOnlyList<HealthFinding> findings, string good, string bad)
    {
        var checks = findings.Select(finding => new Line(finding.Check, Word(finding.Level), finding.Says)).ToArray();
        return findings.All(finding => finding.Level != HealthLevel.Bad)
            ? TypedResults.Json(new { status = good, warnings = findings.Count(finding => finding.Level == HealthLevel.Warning), checks })
            : TypedResults.Problem(
                title: bad,
                detail: string.Join(' ', findings.Where(finding => finding.Level == HealthLevel.Bad).Select(finding => finding.Says)),
                statusCode: StatusCodes.Status503ServiceUnavailable,
                extensions: new Dictionary<string, object?> { ["status"] = bad.ToLowerInvariant(), ["checks"] = checks });
    }

    private static string Word(HealthLevel level) => level switch
    {
        HealthLevel.Good => "good",
        HealthLevel.Warning => "warning",
        _ => "bad",
    };

    private sealed record Line(string Check, string Level, string Says);
}
