using System.Globalization;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Replay;

/// <summary>A day of the person who looks: from midnight to midnight, 23 to 25 hours.</summary>
/// <param name="Begin">Its first moment.</param>
/// <param name="End">The first moment of the next day.</param>
internal readonly record struct ReplayDay(DateTimeOffset Begin, DateTimeOffset End)
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    /// <summary>How long it is, in minutes.</summary>
    public int Minutes => (int)(End - Begin).TotalMinutes;

    /// <summary>The day in which <paramref name="at"/> lies.</summary>
    public static ReplayDay Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var date = TimeZoneInfo.ConvertTime(at, zone).Date;
        return new ReplayDay(Periods.At(date, zone), Periods.At(date.AddDays(1), zone));
    }

    /// <summary>For the browser's box of date and time.</summary>
    public static string Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What the box says; null where it says nothing. An hour that comes twice is taken as the second one.</summary>
    public static DateTimeOffset? Instant(string text, TimeZoneInfo zone) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime() : null;
}
