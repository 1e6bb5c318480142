using System.Globalization;

namespace Supervisor.Web.Persistence;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Sequence">The event; null where a seal is meant.</param>
/// <param name="Text">What is wrong, one English sentence without the event's number.</param>
internal readonly record struct ChainFinding(long? Sequence, string Text)
{
    public override string ToString() => Sequence is { } sequence ? string.Create(CultureInfo.InvariantCulture, $"event {sequence}: {Text}") : Text;
}

/// <summary>
/// Follows the chain through the events of one seal. A link that does not hold can have several causes, and the next event tells which it was: after a changed event the
/// chain goes on from the link stored with it, after one that was put in it goes on from the link before it.
/// </summary>
internal sealed class ChainWalk(byte[] start, long startSequence, Action<ChainFinding> found)
{
    private readonly EventLink _link = new();
    private byte[] _before = start;
    private long _last = startSequence;
    private Suspect? _suspect;

    /// <summary>Numbers that the chain itself passes over: events that were lost before they reached the disk.</summary>
    public long Holes { get; private set; }

    /// <summary>Events that hold or are suspected; without those that are not part of the chain.</summary>
    public long Count { get; private set; }

    /// <summary>The last event that was shown.</summary>
    public long Last => _last;

    public void Next(in LinkedRow row, byte[]? link)
    {
        if (link is not { Length: EventLink.Size })
        {
            found(new ChainFinding(row.Sequence, "has no link: it was put in, or its link was removed"));
            return;
        }

        Count++;
        if (_suspect is { } suspect)
        {
            _suspect = null;
            if (Holds(suspect.Link, row, link)) Accuse(suspect);
            else if (Holds(suspect.Before, row, link)) found(new ChainFinding(suspect.Sequence, "was put in: the chain goes on without it"));
            else
            {
                Accuse(suspect);
                _suspect = new Suspect(row.Sequence, link, suspect.Link, suspect.Sequence, AfterSuspect: true);
            }
        }
        else if (Holds(_before, row, link)) Holes += row.Sequence - _last - 1;
        else _suspect = new Suspect(row.Sequence, link, _before, _last, AfterSuspect: false);
        (_before, _last) = (link, row.Sequence);
    }

    /// <summary>After the last event of the seal.</summary>
    public void End(byte[] head, long last)
    {
        if (_suspect is { } suspect)
        {
            _suspect = null;
            if (head.AsSpan().SequenceEqual(suspect.Before)) found(new ChainFinding(suspect.Sequence, "was put in: the chain ends before it"));
            else Accuse(suspect);
        }
        if (head.AsSpan().SequenceEqual(_before)) return;
        found(_last < last
            ? new ChainFinding(_last + 1, Numbers(_last + 1, last, "removed: the day's seal goes on to them"))
            : new ChainFinding(null, string.Create(CultureInfo.InvariantCulture, $"The seal of the day does not end with event {last}: the seal, or that event with its link, was changed.")));
    }

    private void Accuse(Suspect suspect) => found(
        suspect.AfterSuspect ? new ChainFinding(suspect.Sequence, string.Create(CultureInfo.InvariantCulture, $"cannot be proven, since event {suspect.Previous} is not the one that it was written after"))
        : suspect.Sequence > suspect.Previous + 1 ? new ChainFinding(suspect.Previous + 1, Numbers(suspect.Previous + 1, suspect.Sequence - 1, string.Create(CultureInfo.InvariantCulture, $"removed, or event {suspect.Sequence} was changed")))
        : new ChainFinding(suspect.Sequence, string.Create(CultureInfo.InvariantCulture, $"was changed, or event {suspect.Previous} was changed together with its link")));

    private static string Numbers(long first, long last, string what) =>
        first == last ? $"was {what}" : string.Create(CultureInfo.InvariantCulture, $"and all up to {last} were {what}");

    private bool Holds(byte[] previous, in LinkedRow row, byte[] link) => _link.Next(previous, row).AsSpan().SequenceEqual(link);

    private sealed record Suspect(long Sequence, byte[] Link, byte[] Before, long Previous, bool AfterSuspect);
}
