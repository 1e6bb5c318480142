using System.Text.Encodings.Web;
using System.Text.Json;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Features.History;
using Supervisor.Web.Features.Statistics;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>Statistics for scripts: the same figures as on the page, in seconds.</summary>
internal static class StatisticsEndpoints
{
    private const string Explain = "explain";

    /// <summary>As of the events: readable as it is, and never part of a page.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        var statistics = routes.MapGroup("/api/v1/statistics").RequireAuthorization(Policies.History).WithTags("Statistics").RefusesStrangers();
        statistics.MapGet("", ListAsync).Takes([.. StatisticsAddress.Names, Explain]).Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesValidationProblem()
            .WithSummary("Time in state, calls, averages and coverage per agent, team, gateway or in all, by hour, day, week, month or range");
        statistics.MapGet("/export", ExportAsync).Takes([.. StatisticsAddress.Names, "format", "bom"]).ProducesFile()
            .WithSummary("The same as CSV, Excel workbook or JSON Lines");
    }

    private static async Task<IResult> ListAsync(HttpContext http, StatisticsQueries statistics, TimeProvider time, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var request = StatisticsAddress.Read(http.Request.Query, TimeZoneInfo.Utc, time.GetUtcNow(), problems, Explain);
        var explain = http.Request.Query[Explain].ToString();
        if (explain is not ("" or "true" or "false")) problems[Explain] = ["Expected true or false."];
        if (problems.Count > 0) return Results.ValidationProblem(problems);

        var result = await statistics.LoadAsync(request, cancellationToken);
        if (result.TooMany > 0) return TooMany(result);

        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Plain);
        Write(json, request, result, explain == "true");
        return Results.Empty;
    }

    private static async Task<IResult> ExportAsync(HttpContext http, StatisticsQueries statistics, ExportAnswer answer, TimeProvider time, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var about = StatisticsAddress.Read(http.Request.Query, TimeZoneInfo.Utc, time.GetUtcNow(), problems, ExportAnswer.Parameters);
        var (format, byteOrderMark) = ExportAnswer.Read(http.Request.Query, problems);
        if (problems.Count > 0) return Results.ValidationProblem(problems);
        var result = await statistics.LoadAsync(about, cancellationToken);
        if (result.TooMany > 0) return TooMany(result);
        return await answer.SendAsync(http, "statistics", ExportTables.Statistics(about, result) with { Format = format, ByteOrderMark = byteOrderMark }, cancellationToken);
    }

    private static IResult TooMany(StatisticsResult result) => Results.ValidationProblem(new Dictionary<string, string[]>
    {
        ["per"] = [$"This would be about {result.TooMany} rows; at most {StatisticsQueries.MaxRows} are given. Ask for longer periods (per), larger groups (by), fewer agents (gateway, team, agent) or a shorter range (from, to)."],
    });

    private static void Write(Utf8JsonWriter json, StatisticsRequest request, StatisticsResult result, bool explain)
    {
        json.WriteStartObject();
        json.WriteString("from", IsoTime.InZone(result.Total.Period.From, request.Zone));
        json.WriteString("to", IsoTime.InZone(result.Total.Period.To, request.Zone));
        json.WriteString("zone", request.Zone.Id);
        json.WriteString("by", StatisticsAddress.WordFor(request.By));
        json.WriteString("per", StatisticsAddress.WordFor(request.Per));
        json.WriteNumber("agents", result.Agents);
        json.WriteNumber("leftOut", result.LeftOut);
        if (explain) WriteDefinitions(json);
        json.WriteStartArray("items");
        foreach (var row in result.Rows) Write(json, request, row, explain);
        json.WriteEndArray();
        json.WritePropertyName("total");
        Write(json, request, result.Total, explain);
        json.WriteEndObject();
    }

    private static void WriteDefinitions(Utf8JsonWriter json)
    {
        json.WriteStartObject("definitions");
        foreach (var figure in Figure.All)
        {
            json.WriteStartObject(figure.Key);
            json.WriteString("unit", figure.Unit switch { FigureUnit.Time => "seconds", FigureUnit.Count => "count", _ => "share" });
            json.WriteString("definition", figure.Definition);
            json.WriteString("formula", figure.Spell(null, operand => operand.Key));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StatisticsRequest request, StatisticsRow row, bool explain)
    {
        var (group, figures) = (row.Group, row.Figures);
        json.WriteStartObject();
        if (group.Gateway is not null) json.WriteString("gateway", group.Gateway);
        if (group.AgentId is not null) json.WriteString("agentId", group.AgentId);
        if (group.Name is not null) json.WriteString("name", group.Name);
        if (group.Team is not null) json.WriteString("team", group.Team);
        json.WriteStartObject("period");
        json.WriteString("from", IsoTime.InZone(row.Period.From, request.Zone));
        json.WriteString("to", IsoTime.InZone(row.Period.To, request.Zone));
        json.WriteEndObject();
        foreach (var figure in Figure.All)
        {
            if (figure.Value(figures) is { } value) json.WriteNumber(figure.Key, figure.Unit == FigureUnit.Share ? Math.Round(value, 6, MidpointRounding.ToZero) : value);
            else json.WriteNull(figure.Key);
        }
        json.WriteString("averagesPer", figures.Answered > 0 ? "call" : "episode");
        json.WriteStartArray("reasons");
        foreach (var reason in figures.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("state", FloorView.Spelt(reason.State));
            json.WriteString("reason", reason.Reason);
            json.WriteNumber("seconds", (decimal)reason.Time.Ticks / TimeSpan.TicksPerSecond);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (explain) WriteFormulas(json, figures);
        json.WriteEndObject();
    }

    private static void WriteFormulas(Utf8JsonWriter json, Figures figures)
    {
        json.WriteStartObject("formulas");
        foreach (var figure in Figure.All)
            if (figure.Formula is not null) json.WriteString(figure.Key, figure.Spell(figures, operand => FormattableString.Invariant($"{operand.Value(figures):0.###}")));
        json.WriteEndObject();
    }
}
