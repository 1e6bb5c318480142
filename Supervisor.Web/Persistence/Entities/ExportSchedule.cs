namespace Supervisor.Web.Persistence.Entities;

/// <summary>What a scheduled export holds. Stored by name.</summary>
public enum ScheduledContent
{
    /// <summary>The event history.</summary>
    Events,

    /// <summary>The state intervals of the agents.</summary>
    Intervals,

    /// <summary>Statistics by agent and day.</summary>
    Statistics,
}

/// <summary>Which stretch of time a scheduled export covers, as seen from the day on which it is due. Stored by name.</summary>
public enum ScheduledPeriod
{
    /// <summary>The day before.</summary>
    Yesterday,

    /// <summary>Monday to Sunday of the week before.</summary>
    LastWeek,

    /// <summary>The month before.</summary>
    LastMonth,
}

/// <summary>Where the last run of a scheduled export stands. Stored by name.</summary>
public enum ScheduleState
{
    /// <summary>It has not run yet.</summary>
    New,

    /// <summary>It runs, or is the next to run.</summary>
    Running,

    /// <summary>The file is there.</summary>
    Done,

    /// <summary>It failed and is tried again.</summary>
    Retrying,

    /// <summary>It failed and is not tried again before its next time.</summary>
    Failed,
}

/// <summary>An export that runs by itself.</summary>
public sealed class ExportSchedule
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Unique name; the files are named after it.</summary>
    public required string Name { get; set; }

    /// <summary>What.</summary>
    public ScheduledContent Content { get; set; }

    /// <summary>Which of it, as in an address of the history page, without times; empty for all.</summary>
    public string Filter { get; set; } = "";

    /// <summary>Of which time.</summary>
    public ScheduledPeriod Period { get; set; }

    /// <summary>Time zone of the period, of the time of day, and of the times in the file (IANA name).</summary>
    public required string Zone { get; set; }

    /// <summary><c>csv</c>, <c>xlsx</c> or <c>jsonl</c>.</summary>
    public required string Format { get; set; }

    /// <summary>When on the day, minutes since midnight by the clock of the zone.</summary>
    public int MinuteOfDay { get; set; }

    /// <summary>On which days of the week: bit 0 is Sunday, bit 6 Saturday. Not looked at where <see cref="DayOfMonth"/> says the day.</summary>
    public int Weekdays { get; set; }

    /// <summary>On which day of the month, 1 to 31; the last day in a month that is shorter. Null: <see cref="Weekdays"/> count.</summary>
    public int? DayOfMonth { get; set; }

    /// <summary>False: it does not run by itself.</summary>
    public bool Enabled { get; set; }

    /// <summary>Times up to here are settled: run, or passed before it was made, changed or switched on (UTC).</summary>
    public DateTimeOffset SettledThrough { get; set; }

    /// <summary>Where the last run stands.</summary>
    public ScheduleState State { get; set; }

    /// <summary>The time at which the last run was due (UTC): its period counts from there.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Tries of the last run.</summary>
    public int Attempts { get; set; }

    /// <summary>When the last run is tried again (UTC); null where it is not.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>When it last ended, well or not (UTC).</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What it said: the file and its rows, or the error in words.</summary>
    public string? Message { get; set; }

    /// <summary>True when somebody has read the failure.</summary>
    public bool Acknowledged { get; set; }
}
