using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Schedules;

/// <summary>A schedule as a person fills it in.</summary>
public sealed class ScheduleForm
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\n'];

    /// <summary>Its name, and that of its files.</summary>
    public string Name { get; set; } = "";

    /// <summary>What.</summary>
    public ScheduledContent Content { get; set; }

    /// <summary>Name of the gateway; empty for all.</summary>
    public string Gateway { get; set; } = "";

    /// <summary>Agent ids with commas or spaces between them; empty for all.</summary>
    public string Agents { get; set; } = "";

    /// <summary>Event types likewise.</summary>
    public string Types { get; set; } = "";

    /// <summary>Of which time.</summary>
    public ScheduledPeriod Period { get; set; }

    /// <summary>IANA name of the time zone.</summary>
    public string Zone { get; set; } = TimeZoneInfo.Utc.Id;

    /// <summary><c>csv</c>, <c>xlsx</c> or <c>jsonl</c>.</summary>
    public string Format { get; set; } = ExportFormat.Csv.Name;

    /// <summary>Time of day by the clock of the zone; seconds do not count.</summary>
    public TimeOnly Time { get; set; } = new(6, 0);

    /// <summary>True: on a day of the month; false: on days of the week.</summary>
    public bool IsMonthly { get; set; }

    /// <summary>Bit 0 is Sunday.</summary>
    public int Weekdays { get; set; } = 0b111_1111;

    /// <summary>1 to 31.</summary>
    public int DayOfMonth { get; set; } = 1;

    /// <summary>Runs by itself.</summary>
    public bool Enabled { get; set; } = true;

    internal static ScheduleForm Of(ExportSchedule schedule)
    {
        var filter = ScheduleRules.FilterOf(schedule);
        return new ScheduleForm
        {
            Name = schedule.Name,
            Content = schedule.Content,
            Gateway = filter.Gateway ?? "",
            Agents = string.Join(", ", filter.Agents),
            Types = string.Join(", ", filter.Types),
            Period = schedule.Period,
            Zone = schedule.Zone,
            Format = schedule.Format,
            Time = TimeOnly.MinValue.AddMinutes(schedule.MinuteOfDay),
            IsMonthly = schedule.DayOfMonth is not null,
            Weekdays = schedule.Weekdays,
            DayOfMonth = schedule.DayOfMonth ?? 1,
            Enabled = schedule.Enabled,
        };
    }

    internal EventFilter ToFilter() => new()
    {
        Gateway = Gateway.Trim() is { Length: > 0 } gateway ? gateway : null,
        Agents = [.. Split(Agents)],
        Types = [.. Split(Types)],
    };

    /// <summary>Of a form without errors.</summary>
    internal void CopyTo(ExportSchedule schedule)
    {
        schedule.Name = Name.Trim();
        schedule.Content = Content;
        schedule.Filter = FilterAddress.Write(ToFilter());
        schedule.Period = Period;
        schedule.Zone = Zone.Trim();
        schedule.Format = Format;
        schedule.MinuteOfDay = Time.Hour * 60 + Time.Minute;
        schedule.Weekdays = Weekdays;
        schedule.DayOfMonth = IsMonthly ? DayOfMonth : null;
        schedule.Enabled = Enabled;
    }

    private static IEnumerable<string> Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal);
}
