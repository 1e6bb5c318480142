namespace Supervisor.Web.Persistence.Entities;

/// <summary>
/// The seal of one day: a run of consecutive events and the chain's head after the last of them. The newest grows with every batch; a seal stays when its events are
/// removed by age. The first one (<see cref="First"/> 0) covers what was stored before there was a chain, and says nothing about it.
/// </summary>
public sealed class DaySeal
{
    /// <summary>Sequence of its first event.</summary>
    public long First { get; set; }

    /// <summary>The day (UTC) on which its first event was received. A clock that is put back by more than a day opens a second seal of an earlier day.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Sequence of its last event.</summary>
    public long Last { get; set; }

    /// <summary>Events when it was written; less than the sequences between first and last where some were lost before they reached the disk.</summary>
    public long Count { get; set; }

    /// <summary>The head of the seal before it, 32 bytes.</summary>
    public required byte[] PreviousHead { get; set; }

    /// <summary>The link of its last event, 32 bytes.</summary>
    public required byte[] Head { get; set; }

    /// <summary>The last of its events that was removed by age; null while all are there.</summary>
    public long? PrunedThrough { get; set; }

    /// <summary>How many were removed by age.</summary>
    public long PrunedCount { get; set; }

    /// <summary>The link of <see cref="PrunedThrough"/>: the chain goes on from there.</summary>
    public byte[]? PrunedHead { get; set; }

    /// <summary>When the last of them was removed (UTC).</summary>
    public DateOnly? PrunedOn { get; set; }

    /// <summary>Up to this event its recognition results were emptied by age; null while none was.</summary>
    public long? ErasedThrough { get; set; }

    /// <summary>When the last of them was emptied (UTC).</summary>
    public DateOnly? ErasedOn { get; set; }
}
