using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
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
        var events = routes.MapGroup("/api/v1/events").RequireAuthorization(Policies.History);
        events.MapGet("", ListAsync);
        events.MapGet("/export", ExportAsync);
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

    private static async Task<IResult> ExportAsync(HttpContext http, EventStore store, AuditTrail audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var query = http.Request.Query;
        var filter = FilterAddress.Read(query, problems, "format", "bom", "zone");
        var format = query["format"] is { Count: > 0 } formats ? formats.ToString() : "csv";
        if (format is not ("csv" or "xlsx" or "jsonl")) problems["format"] = ["Expected csv."];
        var zone = TimeZoneInfo.Utc;
        if (query["zone"] is { Count: > 0 } zones && !TimeZoneInfo.TryFindSystemTimeZoneById(zones.ToString(), out zone)) problems["zone"] = ["Expected a time zone such as Europe/Berlin."];
        var byteOrderMark = false;
        if (query["bom"] is { Count: > 0 } marks && !TryReadSwitch(marks, out byteOrderMark)) problems["bom"] = ["Expected true or false."];
        if (problems.Count > 0) return Results.ValidationProblem(problems);
        if (format is not "csv") return Results.Problem($"The format {format} comes with a later version; csv works.", statusCode: StatusCodes.Status501NotImplemented);

        await audit.KeepAsync(Actor.From(http.User), "history.export", format, http.Request.QueryString.Value, cancellationToken);
        http.Response.ContentType = EventExport.ContentType;
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=events-{time.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}.csv");
        http.Response.Headers.CacheControl = "no-store";
        // a failure in the middle throws: the server then cuts the connection, so that half a file is not taken for a whole one
        await EventExport.WriteCsvAsync(store, filter, http.Response.BodyWriter, byteOrderMark, zone!, cancellationToken);
        return Results.Empty;
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
        else if (IsJson(stored.Content)) json.WriteRawValue(stored.Content, skipInputValidation: true);
        else json.WriteStringValue(Encoding.UTF8.GetString(stored.Content)); // what a broken gateway sent is still shown
        json.WriteEndObject();
    }

    private static bool IsJson(byte[] content)
    {
        if (!Utf8.IsValid(content)) return false; // the reader does not look into texts
        var reader = new Utf8JsonReader(content);
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static long Number(IQueryCollection query, string name, long least, long most, long fallback, Dictionary<string, string[]> problems)
    {
        if (query[name] is not { Count: > 0 } values) return fallback;
        if (long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        problems[name] = [$"Expected a whole number from {least} to {most}."];
        return fallback;
    }

    private static bool TryReadSwitch(StringValues values, out bool on)
    {
        on = values.ToString() is "" or "1" or "true";
        return on || values.ToString() is "0" or "false";
    }
}
