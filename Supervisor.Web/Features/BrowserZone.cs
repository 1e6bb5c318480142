using Microsoft.JSInterop;

namespace Supervisor.Web.Features;

/// <summary>The time zone of the person in front of the browser.</summary>
internal static class BrowserZone
{
    /// <summary>UTC where the browser does not say, or says what this machine does not know; the page shows which one counts.</summary>
    public static async Task<TimeZoneInfo> FindAsync(IJSRuntime javaScript, CancellationToken cancellationToken)
    {
        var name = await javaScript.InvokeAsync<string?>("supervisor.timeZone", cancellationToken);
        return name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
