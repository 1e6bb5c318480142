using System.Globalization;

namespace Supervisor.Web.Components;

/// <summary>The server's time, for a browser that compares its own with it: clock.js asks and takes the middle of question and answer.</summary>
internal static class ClockEndpoint
{
    public static void MapClock(this IEndpointRouteBuilder app) => app.MapGet("/clock", (TimeProvider time, HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        return (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);
    }).AllowAnonymous().ExcludeFromDescription();
}
