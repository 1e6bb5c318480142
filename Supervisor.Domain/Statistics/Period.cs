namespace Supervisor.Domain.Statistics;

/// <summary>How long the periods of a statistic are.</summary>
public enum PeriodLength
{
    /// <summary>All of it at once.</summary>
    Range,

    /// <summary>Month of the calendar.</summary>
    Month,

    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>Midnight to midnight: 23, 24 or 25 hours.</summary>
    Day,

    /// <summary>From one full hour of the clock to the next, or to where the clock is set.</summary>
    Hour,
}

/// <summary>A stretch of time that is counted together.</summary>
/// <param name="From">Beginning.</param>
/// <param name="To">End, not included.</param>
public readonly record struct Period(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>True where it holds <paramref name="at"/>.</summary>
    public bool Contains(DateTimeOffset at) => From <= at && at < To;
}
