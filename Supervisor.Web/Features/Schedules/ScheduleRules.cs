using System.Text;
using System.Text.RegularExpressions;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Schedules;

/// <summary>What a schedule must be, and what follows from it.</summary>
internal static partial class ScheduleRules
{
    /// <summary>Tries of one run, with these pauses between them.</summary>
    public static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(25)];

    private const int EveryDay = 0b111_1111;

    /// <summary>Everything that is wrong with the form, the name being used or not aside.</summary>
    public static List<FieldError> Check(ScheduleForm form)
    {
        var errors = new List<FieldError>();
        if (!Name().IsMatch(form.Name.Trim())) errors.Add(new("name", "A name begins with a letter or digit, and has up to 60 letters, digits, spaces, dots, hyphens and underscores."));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(form.Zone.Trim(), out _)) errors.Add(new("zone", "There is no time zone {0}; expected one such as Europe/Berlin.", form.Zone));
        if (ExportFormat.Find(form.Format) is null) errors.Add(new("format", ExportFormat.Expected));
        if (form.IsMonthly && form.DayOfMonth is < 1 or > 31) errors.Add(new("dayOfMonth", "Expected 1 to 31."));
        if (!form.IsMonthly && (form.Weekdays & EveryDay) == 0) errors.Add(new("weekdays", "Choose at least one day."));
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        FilterAddress.Read(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(FilterAddress.Write(form.ToFilter())), problems);
        errors.AddRange(problems.Select(problem => new FieldError(problem.Key == "agent" ? "agents" : problem.Key == "type" ? "types" : problem.Key, string.Join(' ', problem.Value))));
        return errors;
    }

    /// <summary>Null where this computer does not know the zone (any more).</summary>
    public static ScheduleTiming? TimingOf(ExportSchedule schedule) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(schedule.Zone, out var zone) ? new(zone, schedule.MinuteOfDay, schedule.Weekdays, schedule.DayOfMonth) : null;

    /// <summary>When it runs next by itself; null where it does not.</summary>
    public static DateTimeOffset? NextOf(ExportSchedule schedule, DateTimeOffset now) => schedule.Enabled && TimingOf(schedule) is { } timing ? ScheduleClock.Next(timing, now) : null;

    public static EventFilter FilterOf(ExportSchedule schedule) => FilterAddress.Read(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(schedule.Filter), []);

    /// <summary>Of the day from which the period counts, the file that is written: a plain name, never a path.</summary>
    public static string FileName(ExportSchedule schedule, (DateOnly First, DateOnly Last) days) =>
        $"{Stem(schedule.Name)}_{days.First:yyyy-MM-dd}{(days.First == days.Last ? "" : $"_{days.Last:yyyy-MM-dd}")}.{schedule.Format}";

    /// <summary>The beginning of its files' names. Two names with one stem would overwrite each other's files.</summary>
    public static string Stem(string name)
    {
        var stem = new StringBuilder();
        foreach (var rune in name.Trim().ToLowerInvariant().EnumerateRunes()) stem.Append(Rune.IsLetterOrDigit(rune) || rune.Value is '_' ? rune.ToString() : "-");
        return stem.ToString();
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd} ._-]{0,59}\z")]
    private static partial Regex Name();
}
