using System.Globalization;
using System.Text;

namespace Supervisor.Web.Features.History;

/// <summary>Writes what <see cref="IsoTime.InZone"/> writes, for millions of times that mostly come in order: the offset is remembered for an hour, the date for a day.</summary>
internal sealed class ZonedClock(TimeZoneInfo zone)
{
    /// <summary>Bytes of a time: <c>2026-11-20T12:00:05.000+08:00</c>.</summary>
    public const int Length = 29;

    private static readonly DateTimeOffset First = DateTimeOffset.MinValue.AddDays(2), Last = DateTimeOffset.MaxValue.AddDays(-2);

    private readonly byte[] _text = new byte[Length];
    private (long From, long To, long Offset) _hour;
    private (long From, long To) _day;

    /// <summary>The time in UTF-8; valid until the next one.</summary>
    public ReadOnlySpan<byte> Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        if ((ticks < _hour.From || ticks >= _hour.To) && !Learn(time)) return Encoding.UTF8.GetBytes(IsoTime.InZone(time, zone));
        ticks += _hour.Offset;
        if (ticks < _day.From || ticks >= _day.To) Begin(ticks - (ticks % TimeSpan.TicksPerDay));
        var milliseconds = (int)((ticks - _day.From) / TimeSpan.TicksPerMillisecond);
        var (seconds, minutes) = (milliseconds / 1_000, milliseconds / 60_000);
        Two(11, minutes / 60);
        Two(14, minutes % 60);
        Two(17, seconds % 60);
        milliseconds %= 1_000;
        _text[20] = (byte)('0' + (milliseconds / 100));
        Two(21, milliseconds % 100);
        return _text;
    }

    /// <summary>False where the offset changes within the hour, or the calendar ends.</summary>
    private bool Learn(DateTimeOffset time)
    {
        if (time < First || time > Last) return false;
        var begin = time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour);
        var (at, then) = (Local(begin), Local(begin + TimeSpan.TicksPerHour - 1));
        if (at.Offset != then.Offset) return false;
        _hour = (begin, begin + TimeSpan.TicksPerHour, at.Offset.Ticks);
        at.TryFormat(_text.AsSpan(23), out _, "zzz", CultureInfo.InvariantCulture);
        return true;

        DateTimeOffset Local(long ticks) => TimeZoneInfo.ConvertTime(new DateTimeOffset(ticks, TimeSpan.Zero), zone);
    }

    private void Begin(long day)
    {
        _day = (day, day + TimeSpan.TicksPerDay);
        new DateTime(day).TryFormat(_text, out _, "yyyy-MM-dd'T'00:00:00.000", CultureInfo.InvariantCulture);
    }

    private void Two(int at, int number) => (_text[at], _text[at + 1]) = ((byte)('0' + (number / 10)), (byte)('0' + (number % 10)));
}
