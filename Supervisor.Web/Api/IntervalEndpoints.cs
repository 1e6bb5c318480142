using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>The state intervals of one agent for scripts, oldest first, cut to the range: their seconds add up to what the statistics say.</summary>
internal static class IntervalEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;
    private static readonly string[] Names = ["agent", "gateway", "from", "to", "zone", "after", "limit"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapIntervals(this IEndpointRouteBuilder routes)
    {
        var intervals = routes.MapGroup("/api/v1/intervals").RequireAuthorization(Policies.History).WithTags("Statistics").RefusesStrangers();
        intervals.MapGet("", ListAsync).Needs("gateway", "agent").Takes("from", "to", "zone", "after", "limit")
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The state intervals of one agent, page by page");
        intervals.MapGet("/export", ExportAsync).Takes([.. StatisticsAddress.Names, "format", "bom"]).ProducesFile()
            .WithSummary("The state intervals of any agents as CSV, Excel workbook or JSON Lines");
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ExportTables tables, ExportAnswer answer, TimeProvider time, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var about = StatisticsAddress.Read(http.Request.Query, TimeZoneInfo.Utc, time.GetUtcNow(), problems, ExportAnswer.Parameters);
        var (format, byteOrderMark) = ExportAnswer.Read(http.Request.Query, problems);
        if (problems.Count > 0) return Results.ValidationProblem(problems);
        return await answer.SendAsync(http, "intervals", tables.Intervals(about) with { Format = format, ByteOrderMark = byteOrderMark }, cancellationToken);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IntervalStore intervals, TimeProvider time, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var query = http.Request.Query;
        foreach (var name in query.Keys.Except(Names)) problems[name] = [$"Unknown parameter. Known are {string.Join(", ", Names)}."];
        // range, zone and names are read as for the statistics
        var request = StatisticsAddress.Read(query.Where(pair => Names.Contains(pair.Key)), TimeZoneInfo.Utc, time.GetUtcNow(), problems, "after", "limit");
        if (request.Agents.Length != 1) problems.TryAdd("agent", ["Exactly one agent must be given."]);
        if (request.Gateway is null) problems.TryAdd("gateway", ["The agent's gateway must be given."]);
        var after = IntervalCursor.Start;
        if (query["after"].ToString() is { Length: > 0 } cursor && !IntervalCursor.TryParse(cursor, out after)) problems["after"] = ["Expected the value of next in the page before."];
        var limit = DefaultLimit;
        if (query["limit"].ToString() is { Length: > 0 } asked && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
            problems["limit"] = [$"Expected a whole number from 1 to {MaxLimit}."];
        if (problems.Count > 0) return Results.ValidationProblem(problems);

        var agent = new AgentId(request.Gateway!, request.Agents[0]);
        var found = await intervals.ReadAsync(agent, after.From > request.From ? after.From : request.From, request.To, cancellationToken);
        if (found.IsEmpty && !(await intervals.AgentsAsync(cancellationToken)).Contains(agent))
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such agent", detail: $"The history knows no agent {agent.WorkNo} of gateway {agent.Gateway}.");
        var (page, next) = after.Take([.. found], limit);
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Plain);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var interval in page) Write(json, interval.Within(request.From, request.To), request.Zone);
        json.WriteEndArray();
        json.WriteString("next", next?.ToString());
        json.WriteEndObject();
        return Results.Empty;
    }

    private static void Write(Utf8JsonWriter json, in StateInterval interval, TimeZoneInfo zone)
    {
        json.WriteStartObject();
        json.WriteString("state", FloorView.Spelt(interval.State));
        json.WriteString("reason", interval.Reason);
        json.WriteString("from", IsoTime.InZone(interval.From, zone));
        json.WriteString("to", IsoTime.InZone(interval.To, zone));
        json.WriteBoolean("open", interval.IsOpen);
        json.WriteNumber("seconds", (decimal)interval.Length.Ticks / TimeSpan.TicksPerSecond);
        json.WriteNumber("sequence", interval.Sequence);
        json.WriteBoolean("callBegins", interval.Marks.HasFlag(CallMarks.Begins));
        json.WriteBoolean("answered", interval.Marks.HasFlag(CallMarks.Answered));
        json.WriteBoolean("notAnswered", interval.Marks.HasFlag(CallMarks.NotAnswered));
        json.WriteBoolean("goesOn", interval.Marks.HasFlag(CallMarks.GoesOn));
        json.WriteString("direction", FloorView.Spelt(interval.Direction));
        json.WriteString("callId", interval.CallId);
        json.WriteString("otherParty", interval.OtherParty);
        json.WriteString("skill", interval.Skill);
        json.WriteString("signedInAt", interval.SignedInAt is { } signedIn ? IsoTime.InZone(signedIn, zone) : null);
        json.WriteEndObject();
    }
}
