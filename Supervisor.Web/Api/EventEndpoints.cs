using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>The event history for scripts: pages that go by key, and the whole as a stream.</summary>
internal static class EventEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    /// <summary>Offsets with a plus sign, names in Chinese: readable as they are. The answer is JSON and never part of a page.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/api/v1/events").RequireAuthorization(Policies.History).WithTags("Events").RefusesStrangers();
        events.MapGet("", ListAsync).Takes([.. FilterAddress.Names, "after", "limit"]).Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesValidationProblem()
            .WithSummary("Events with their raw content, oldest first, page by page");
        events.MapGet("/export", ExportAsync).Takes([.. FilterAddress.Names, "zone", "format", "bom"]).ProducesFile()
            .WithSummary("Events as CSV, Excel workbook or JSON Lines");
    }

    /// <summary>Oldest first, above the cursor. <c>next</c> is null on the last page; to follow the history, ask again after the last sequence received.</summary>
    private static async Task<IResult> ListAsync(HttpContext http, EventStore store, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var filter = FilterAddress.Read(http.Request.Query, problems, "after", "limit");
        var after = Number(http.Request.Query, "after", 0, long.MaxValue, 0, problems);
        var limit = (int)Number(http.Request.Query, "limit", 1, MaxLimit, DefaultLimit, problems);
        if (problems.Count > 0) return Results.ValidationProblem(problems);

        var page = await store.NewerAsync(filter, after, limit, cancellationToken);
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter, Plain)) Write(json, page);
        return Results.Empty;
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ExportAnswer answer, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var query = http.Request.Query;
        var filter = FilterAddress.Read(query, problems, ["zone", .. ExportAnswer.Parameters]);
        var (format, byteOrderMark) = ExportAnswer.Read(query, problems);
        var zone = TimeZoneInfo.Utc;
        if (query["zone"].ToString() is { Length: > 0 } named && !TimeZoneInfo.TryFindSystemTimeZoneById(named, out zone)) problems["zone"] = ["Expected a time zone such as Europe/Berlin."];
        if (problems.Count > 0) return Results.ValidationProblem(problems);
        return await answer.SendAsync(http, "events", new ExportRequest { Format = format, Filter = filter, Zone = zone!, ByteOrderMark = byteOrderMark }, cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, EventPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var stored in page.Items) Write(json, stored);
        json.WriteEndArray();
        if (page.Next is { } next) json.WriteNumber("next", next);
        else json.WriteNull("next");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StoredEvent stored)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", stored.Sequence);
        json.WriteString("receivedAt", IsoTime.InZone(stored.ReceivedAt, TimeZoneInfo.Utc));
        if (stored.GeneratedAt is { } generated) json.WriteString("generatedAt", IsoTime.InZone(generated, TimeZoneInfo.Utc));
        else json.WriteNull("generatedAt");
        json.WriteString("gateway", stored.Gateway);
        json.WriteString("agentId", stored.AgentId);
        json.WriteString("origin", FilterAddress.WordFor(stored.Origin));
        json.WriteString("type", stored.Type);
        json.WritePropertyName("content");
        if (stored.Content is null) json.WriteNullValue();
        else if (RawJson.IsJson(stored.Content)) json.WriteRawValue(stored.Content, skipInputValidation: true);
        else json.WriteStringValue(Encoding.UTF8.GetString(stored.Content)); // what a broken gateway sent is still shown
        json.WriteEndObject();
    }

    private static long Number(IQueryCollection query, string name, long least, long most, long fallback, Dictionary<string, string[]> problems)
    {
        if (query[name].ToString() is not { Length: > 0 } text) return fallback;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        problems[name] = [$"Expected a whole number from {least} to {most}."];
        return fallback;
    }
}
