using System.Globalization;
using Microsoft.Extensions.Primitives;
using Supervisor.Web.Features.History;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>An export over HTTP, whatever is in it: as a stream, watched by a page where one asks.</summary>
internal sealed class ExportAnswer(Exporter exporter, ExportDesk desk, AuditTrail audit, TimeProvider time)
{
    /// <summary>The parameters of every export, beside those that say what is in it.</summary>
    public static readonly string[] Parameters = ["format", "bom", ExportDesk.Parameter];

    /// <summary>Reads <c>format</c> and <c>bom</c>; what cannot be read is named in <paramref name="problems"/>.</summary>
    public static (ExportFormat Format, bool ByteOrderMark) Read(IQueryCollection query, Dictionary<string, string[]> problems)
    {
        var format = ExportFormat.Find(query["format"].ToString() is { Length: > 0 } named ? named : ExportFormat.Csv.Name);
        if (format is null) problems["format"] = [ExportFormat.Expected];
        var byteOrderMark = false;
        if (query["bom"] is { Count: > 0 } marks && !TryReadSwitch(marks, out byteOrderMark)) problems["bom"] = ["Expected true or false."];
        if (byteOrderMark && format is not null && format != ExportFormat.Csv) problems["bom"] = ["Only a CSV file can begin with a byte order mark."];
        return (format ?? ExportFormat.Csv, byteOrderMark);
    }

    /// <summary>Sends it, as a file of that name.</summary>
    public async Task<IResult> SendAsync(HttpContext http, string name, ExportRequest request, CancellationToken cancellationToken)
    {
        var query = http.Request.Query;
        await audit.KeepAsync(Actor.From(http.User), "history.export", request.Format.Name, $"{name} {Asked(query)}", cancellationToken);
        http.Response.ContentType = request.Format.ContentType;
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename={name}-{time.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}.{request.Format.Name}");
        http.Response.Headers.CacheControl = "no-store";
        await WriteAsync(http, request, desk.Find(query[ExportDesk.Parameter], http.User.Identity?.Name), cancellationToken);
        return Results.Empty;
    }

    private async Task WriteAsync(HttpContext http, ExportRequest request, ExportWatch? watch, CancellationToken cancellationToken)
    {
        if (watch?.TryBegin(cancellationToken) is not { } running)
        {
            // a failure in the middle throws: the server then cuts the connection, so that half a file is not taken for a whole one
            await exporter.WriteAsync(request, http.Response.BodyWriter, null, cancellationToken);
            return;
        }

        var end = ExportPhase.Failed;
        var token = running.Token;
        try
        {
            var about = await exporter.WriteAsync(request, http.Response.BodyWriter, watch, token);
            end = about.IsWhole ? ExportPhase.Done : ExportPhase.Cancelled;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            end = ExportPhase.Cancelled;
            http.Abort(); // cut, for the same reason
        }
        finally
        {
            watch.End(end);
        }
    }

    /// <summary>The query for the audit, without what names a page.</summary>
    private static string? Asked(IQueryCollection query) => QueryString.Create(query.Where(pair => pair.Key != ExportDesk.Parameter)).Value;

    private static bool TryReadSwitch(StringValues values, out bool on)
    {
        on = values.ToString() is "" or "1" or "true";
        return on || values.ToString() is "0" or "false";
    }
}
