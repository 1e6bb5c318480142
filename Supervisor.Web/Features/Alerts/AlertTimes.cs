using System.Globalization;

namespace Supervisor.Web.Features.Alerts;

/// <summary>Times as people write them: <c>45</c> seconds, <c>15:00</c> minutes, <c>1:30:00</c> hours.</summary>
internal static class AlertTimes
{
    private static readonly int[] Worth = [1, 60, 3_600];

    /// <summary>Seconds; null for what is no such time.</summary>
    public static int? Read(string text)
    {
        var parts = text.Trim().Split(':');
        if (parts.Length > 3) return null;
        var seconds = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            // only the first part may be 60 or more: 90:00 is an hour and a half
            if (parts[i].Length > 6 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (i > 0 && number > 59)) return null;
            seconds += (long)number * Worth[parts.Length - 1 - i];
        }

        return seconds <= int.MaxValue ? (int)seconds : null;
    }

    /// <summary>The other way, always with minutes.</summary>
    public static string Write(int seconds) => seconds >= 3_600
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600}:{seconds / 60 % 60:00}:{seconds % 60:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");

    /// <summary>A minute of the day, as a clock shows it.</summary>
    public static string Clock(int minute) => TimeOnly.MinValue.AddMinutes(minute).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Write(TimeSpan time) => Write((int)Math.Min(time.TotalSeconds, int.MaxValue));
}
