using System.Globalization;

namespace Supervisor.Web.Features.History;

/// <summary>Times as scripts write and read them: ISO 8601. The same grammar in addresses, on the command line and in exports.</summary>
internal static class IsoTime
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>What to say when <see cref="TryParse"/> refuses.</summary>
    public const string Expected = "Expected an ISO 8601 time such as 2026-11-20T14:00:00Z or 2026-11-20T15:00+01:00 (in an address, + is written %2B); without an offset it counts as UTC.";

    /// <summary>A date, or a date and a time, with an offset or without (then UTC).</summary>
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>For addresses: UTC, as short as the time allows.</summary>
    public static string ForAddress(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>For exports and the API: milliseconds, and the offset of the zone at that time.</summary>
    public static string InZone(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
