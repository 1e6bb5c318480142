using System.Globalization;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Statistics;

/// <summary>Where a page of intervals ended: at the beginning of its last one. Several may begin at the same time, those without length.</summary>
/// <param name="From">Beginning of the last interval given.</param>
/// <param name="Given">How many that begin at that time were given.</param>
internal readonly record struct IntervalCursor(DateTimeOffset From, int Given)
{
    /// <summary>Before the first one.</summary>
    public static readonly IntervalCursor Start = new(DateTimeOffset.MinValue, 0);

    public static bool TryParse(string text, out IntervalCursor cursor)
    {
        cursor = Start;
        var parts = text.Split('-');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given)) return false;
        if (from > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return false;
        cursor = new IntervalCursor(DateTimeOffset.FromUnixTimeMilliseconds(from), given);
        return true;
    }

    /// <summary>The next page, and where it ends; null where it is the last.</summary>
    /// <param name="intervals">In order, those that touch the time from <see cref="From"/> on.</param>
    /// <param name="limit">Intervals of a page.</param>
    public (StateInterval[] Page, IntervalCursor? Next) Take(StateInterval[] intervals, int limit)
    {
        var (from, given) = this;
        var rest = intervals.Where(interval => interval.From >= from).ToArray();
        if (this == Start) rest = intervals;
        var skip = Math.Min(given, rest.Count(interval => interval.From == from));
        var page = rest[skip..Math.Min(skip + limit, rest.Length)];
        if (skip + page.Length == rest.Length) return (page, null);
        var last = page[^1].From;
        return (page, new IntervalCursor(last, page.Count(interval => interval.From == last) + (last == from ? skip : 0)));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.ToUnixTimeMilliseconds()}-{Given}");
}
