using System.Globalization;

namespace Supervisor.Web.Features.Limits;

/// <summary>Limits as a person types and reads them: <c>1:30</c>, <c>1:00:00</c>, or seconds.</summary>
internal static class LimitText
{
    /// <summary>Whole seconds; null where it is no time.</summary>
    public static int? Parse(string text)
    {
        var parts = text.Trim().Split(':');
        if (parts.Length > 3) return null;
        var seconds = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is 0 or > 6 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var part)) return null;
            if (i > 0 && (part > 59 || parts[i].Length != 2)) return null;
            seconds = (seconds * 60) + part;
        }

        return seconds <= int.MaxValue ? (int)seconds : null;
    }

    /// <summary>As on the floor's clocks.</summary>
    public static string Write(TimeSpan limit) => Floor.FloorWords.Span(limit);
}
