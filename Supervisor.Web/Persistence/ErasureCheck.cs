using System.Security.Cryptography;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Looks at the contents of one seal whose links are over a digest: there and as written, or gone because the retention has emptied them. Nothing else is taken for retention:
/// the event must be a recognition result (its link says so), the seal must know of it, and it must be as old as the retention asks.
/// </summary>
internal sealed class ErasureCheck(long? erasedThrough, Retention retention, SealDates dates, Action<ChainFinding> found)
{
    /// <summary>Emptied by the retention.</summary>
    public long Erased { get; private set; }

    /// <summary>Old enough, but linked over the content itself.</summary>
    public long Unerasable { get; private set; }

    public void Next(in LinkedRow row)
    {
        var shouldBeGone = row.Sequence <= erasedThrough;
        if (row.ContentHash.IsEmpty)
        {
            if (shouldBeGone && row.HasContent && row.Origin == (long)EventOrigin.Recognition) Unerasable++;
            return;
        }

        if (row.HasContent)
        {
            if (!SHA256.HashData(row.Content).AsSpan().SequenceEqual(row.ContentHash)) Tell(row, "has another content than it was written with");
            else if (shouldBeGone) Tell(row, "got its content back after the retention had emptied it");
        }
        else if (row.Origin != (long)EventOrigin.Recognition) Tell(row, "lost its content: only recognition results are ever emptied");
        else if (!shouldBeGone) Tell(row, "lost its content, and the seal of its day knows of no retention that emptied it");
        else if (retention.Keeps(dates.Latest(row.Sequence, row.ReceivedAt), retention.Contents)) Tell(row, "lost its content before the retention asks for it; only a shorter retention that was in force would explain it");
        else Erased++;
    }

    private void Tell(in LinkedRow row, string what) => found(new ChainFinding(row.Sequence, what));
}
