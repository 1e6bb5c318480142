using System.Globalization;

namespace Supervisor.Web.Persistence;

/// <summary>How large the store is, and how long the disk will hold it.</summary>
internal sealed record StoreFigures
{
    /// <summary>When they were read (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Bytes of the store file.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Bytes of it that removed events have left, and new ones will fill first.</summary>
    public required long ReusableBytes { get; init; }

    /// <summary>Bytes of the write-ahead log.</summary>
    public required long LogBytes { get; init; }

    /// <summary>Events, by their sequences: some more than there are, where some were lost.</summary>
    public required long Events { get; init; }

    /// <summary>Receipt of the oldest event; null in an empty history.</summary>
    public required DateTimeOffset? Oldest { get; init; }

    /// <summary>Receipt of the newest event.</summary>
    public required DateTimeOffset? Newest { get; init; }

    /// <summary>Growth over the last 7 days; null while there is too little to go by.</summary>
    public required StoreGrowth? Week { get; init; }

    /// <summary>Growth over the last 30 days.</summary>
    public required StoreGrowth? Month { get; init; }

    /// <summary>Bytes that are free on the disk of the data directory; null where the system does not tell.</summary>
    public required long? FreeBytes { get; init; }

    /// <summary>The end of the chain; null before the first event.</summary>
    public required ChainHead? Head { get; init; }

    /// <summary>When a backup was last asked for (UTC); null where the audit knows of none.</summary>
    public required DateTimeOffset? LastBackup { get; init; }

    /// <summary>Days until the disk is full at the growth of the last 7 days; null where that is not known, or nothing grows.</summary>
    public double? DaysUntilFull => FreeBytes is { } free && Week is { BytesPerDay: > 0 } week ? (free + ReusableBytes) / week.BytesPerDay : null;
}

/// <summary>How fast the store grows.</summary>
/// <param name="EventsPerDay">Events that come in a day.</param>
/// <param name="BytesPerDay">Bytes that the store gains in a day; without what the retention removes meanwhile.</param>
internal sealed record StoreGrowth(double EventsPerDay, double BytesPerDay);

/// <summary>Bytes for people.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>Such as <c>12.3 MB</c>, by 1,024.</summary>
    public static string Text(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < Units.Length - 1; unit++) bytes /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(bytes, bytes < 10 && unit > 0 ? 1 : 0)} {Units[unit]}");
    }
}
