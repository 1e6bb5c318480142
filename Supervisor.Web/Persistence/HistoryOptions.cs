namespace Supervisor.Web.Persistence;

/// <summary>Configuration section <c>History</c>.</summary>
public sealed class HistoryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "History";

    /// <summary>Longest retention that can be asked for, a hundred years.</summary>
    public const int MaxRetentionDays = 36_500;

    /// <summary>Largest warning limit, a thousand gigabytes.</summary>
    public const int MaxWarnFreeMegabytes = 1_048_576;

    /// <summary>Days for which events are kept, 1 to <see cref="MaxRetentionDays"/>. Default 760: two years and a month.</summary>
    public int RetentionDays { get; set; } = 760;

    /// <summary>Days for which what was said is kept, 1 to <see cref="RetentionDays"/>; null, the default: as long as the events.</summary>
    public int? RecognitionRetentionDays { get; set; }

    /// <summary>Warns when less is free on the disk of the data directory, in megabytes, 0 to <see cref="MaxWarnFreeMegabytes"/>. Default 2048.</summary>
    public int WarnFreeMegabytes { get; set; } = 2048;

    /// <summary>Where scheduled exports go; a relative path counts from the data directory. Default <c>exports</c>.</summary>
    public string ExportDirectory { get; set; } = "exports";

    internal string ExportPath(DataDirectory directory) => Path.GetFullPath(ExportDirectory, directory.Root);

    /// <summary>Every value that cannot be worked with, with its configuration key.</summary>
    internal IEnumerable<(string Key, string Error)> Errors()
    {
        if (RetentionDays is < 1 or > MaxRetentionDays) yield return ($"{Section}:{nameof(RetentionDays)}", $"must be 1 to {MaxRetentionDays}");
        else if (RecognitionRetentionDays < 1 || RecognitionRetentionDays > RetentionDays)
            yield return ($"{Section}:{nameof(RecognitionRetentionDays)}", $"must be 1 to {RetentionDays}, which is {Section}:{nameof(RetentionDays)}");
        if (string.IsNullOrWhiteSpace(ExportDirectory) || ExportDirectory.Contains('\0', StringComparison.Ordinal)) yield return ($"{Section}:{nameof(ExportDirectory)}", "is not a path");
        if (WarnFreeMegabytes is < 0 or > MaxWarnFreeMegabytes) yield return ($"{Section}:{nameof(WarnFreeMegabytes)}", $"must be 0 to {MaxWarnFreeMegabytes}");
    }
}

/// <summary>What is too old at one moment.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Events">Events received before it are removed.</param>
/// <param name="Contents">Recognition results received before it are emptied.</param>
internal readonly record struct Retention(DateTimeOffset Now, DateTimeOffset Events, DateTimeOffset Contents)
{
    /// <summary>An event from so far ahead was dated by a clock that was wrong: it goes with the old ones after it, instead of keeping them for years.</summary>
    private static readonly TimeSpan WrongClock = TimeSpan.FromDays(1);

    public Retention(HistoryOptions options, DateTimeOffset now)
        : this(now, now.AddDays(-options.RetentionDays), now.AddDays(-(options.RecognitionRetentionDays ?? options.RetentionDays)))
    {
    }

    /// <summary>True where contents go before their events.</summary>
    public bool ErasesContents => Contents > Events;

    /// <summary>True for an event, received at <paramref name="ticks"/> (UTC), that still has its time before it.</summary>
    public bool Keeps(long ticks, DateTimeOffset cutoff) => ticks >= cutoff.UtcTicks && ticks <= (Now + WrongClock).UtcTicks;
}
