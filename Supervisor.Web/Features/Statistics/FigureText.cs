using System.Globalization;
using Microsoft.Extensions.Localization;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Components;

namespace Supervisor.Web.Features.Statistics;

/// <summary>Figures, periods and reasons as people read them.</summary>
internal static class FigureText
{
    /// <summary>Where there is nothing to divide.</summary>
    public const string Nothing = "–";

    /// <summary>The value of a figure; a share is rounded down, so that only all of it is 100 %.</summary>
    /// <param name="figure">Which.</param>
    /// <param name="figures">Of what.</param>
    /// <param name="exact">To the millisecond.</param>
    public static string Of(Figure figure, Figures figures, bool exact = false) => figure.Value(figures) switch
    {
        null => Nothing,
        { } value when figure.Unit == FigureUnit.Count => value.ToString("#,0", CultureInfo.InvariantCulture),
        { } value when figure.Unit == FigureUnit.Share => Percent(value),
        { } value => Duration(new TimeSpan((long)(value * TimeSpan.TicksPerSecond)), exact),
    };

    /// <summary>h:mm:ss, rounded to the second; or exact, with milliseconds.</summary>
    public static string Duration(TimeSpan time, bool exact = false)
    {
        if (!exact) time = TimeSpan.FromSeconds(Math.Round(time.TotalSeconds, MidpointRounding.AwayFromZero));
        return string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}{(exact ? $".{time:fff}" : "")}");
    }

    /// <summary>With one digit, rounded down.</summary>
    public static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 1000) / 10:0.#} %");

    /// <summary>How much of the elapsed time is not known; null where all is known.</summary>
    public static string? Missing(this IStringLocalizer<Words> words, Figures figures) =>
        figures.NotKnown == TimeSpan.Zero ? null : words["{0} of {1} not known", Duration(figures.NotKnown), Duration(figures.Elapsed)].Value;

    /// <summary>Whom a row is about.</summary>
    public static string Group(this IStringLocalizer<Words> words, StatisticsGroup group) => group.By switch
    {
        StatisticsBy.Agent when group.Name is { Length: > 0 } => $"{group.Name} ({group.AgentId})",
        StatisticsBy.Agent => group.AgentId!,
        StatisticsBy.All => words["All agents"],
        StatisticsBy.Team when group.Team!.Length == 0 => words["No team"],
        _ => group.Key,
    };

    /// <summary>When a period is, by the zone's clock; hours that come twice are told apart by their offset.</summary>
    public static string Period(Period period, PeriodLength length, TimeZoneInfo zone)
    {
        var (from, last) = (TimeZoneInfo.ConvertTime(period.From, zone), TimeZoneInfo.ConvertTime(period.To.AddMilliseconds(-1), zone));
        return length switch
        {
            PeriodLength.Hour => $"{from:ddd yyyy-MM-dd HH:mm}{(zone.IsAmbiguousTime(from) ? $" ({from:zzz})" : "")}",
            PeriodLength.Day => $"{from:ddd yyyy-MM-dd}",
            PeriodLength.Week => string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} – {last:yyyy-MM-dd}"),
            PeriodLength.Month => from.ToString("Y", CultureInfo.CurrentCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd HH:mm} – {TimeZoneInfo.ConvertTime(period.To, zone):yyyy-MM-dd HH:mm}"),
        };
    }
}
