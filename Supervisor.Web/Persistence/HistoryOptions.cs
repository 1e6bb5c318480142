namespace Supervisor.Web.Persistence;

/// <summary>Configuration section <c>History</c>.</summary>
public sealed class HistoryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "History";

    /// <summary>Longest retention that can be asked for, a hundred years.</summary>
    public const int MaxRetentionDays = 36_500;

    /// <summary>Days for which events are kept, 1 to <see cref="MaxRetentionDays"/>. Default 760: two years and a month.</summary>
    public int RetentionDays { get; set; } = 760;
}
