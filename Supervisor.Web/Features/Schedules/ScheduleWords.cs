using System.Globalization;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Schedules;

/// <summary>Schedules in English words, for audit, command line and, as keys of translations, the page.</summary>
internal static class ScheduleWords
{
    /// <summary>Monday first.</summary>
    public static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static string Short(DayOfWeek day) => day.ToString()[..3];

    public static string Time(ExportSchedule schedule) => TimeOnly.MinValue.AddMinutes(schedule.MinuteOfDay).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Days(ExportSchedule schedule) => schedule switch
    {
        { DayOfMonth: { } day } => FormattableString.Invariant($"day {day} of the month"),
        { Weekdays: 0b111_1111 } => "every day",
        _ => string.Join(", ", Week.Where(day => (schedule.Weekdays >> (int)day & 1) == 1).Select(Short)),
    };

    public static string Period(ScheduledPeriod period) => period switch
    {
        ScheduledPeriod.LastWeek => "last week, Monday to Sunday",
        ScheduledPeriod.LastMonth => "last month",
        _ => "yesterday",
    };

    public static string EventsOf(ScheduledPeriod period) => period switch
    {
        ScheduledPeriod.LastWeek => "Events of last week, Monday to Sunday",
        ScheduledPeriod.LastMonth => "Events of last month",
        _ => "Events of yesterday",
    };

    public static string State(ExportSchedule schedule) => schedule.State switch
    {
        ScheduleState.New => "Not run yet",
        ScheduleState.Running => "Running",
        ScheduleState.Done => "Done",
        ScheduleState.Retrying => "Failed, is tried again",
        _ => "Failed",
    };
}
