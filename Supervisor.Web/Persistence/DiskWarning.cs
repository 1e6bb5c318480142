using System.Globalization;

namespace Supervisor.Web.Persistence;

/// <summary>The disk is nearly full, or will be soon.</summary>
/// <param name="Sentence">English sentence with a placeholder; also the key of its translation.</param>
/// <param name="Value">Its value.</param>
internal sealed record DiskWarning(string Sentence, object Value)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Before the disk is full at the present growth.</summary>
    private const int WarnDays = 14;

    /// <summary>How much better things must be for a warning to end: what moves around the limit is one episode.</summary>
    private const double Relief = 1.1;

    /// <summary>The English sentence.</summary>
    public string Text => string.Format(CultureInfo.InvariantCulture, Sentence, Value);

    /// <summary>What there is to warn of; null where nothing is.</summary>
    /// <param name="figures">The store and its disk.</param>
    /// <param name="leastMegabytes">Free megabytes below which a disk is nearly full.</param>
    /// <param name="isWarning">True while a warning holds: it ends later than it would begin.</param>
    public static DiskWarning? For(StoreFigures figures, int leastMegabytes, bool isWarning)
    {
        var factor = isWarning ? Relief : 1;
        if (figures.FreeBytes < leastMegabytes * factor * Megabyte)
            return new DiskWarning("The disk of the data directory has only {0} left.", ByteSize.Text(figures.FreeBytes.Value));
        return figures.DaysUntilFull < WarnDays * factor
            ? new DiskWarning("At its present growth the history fills its disk in {0} days.", (int)figures.DaysUntilFull.Value)
            : null;
    }
}
