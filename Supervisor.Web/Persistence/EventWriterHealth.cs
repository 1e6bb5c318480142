namespace Supervisor.Web.Persistence;

/// <summary>How the history is kept at this moment.</summary>
/// <param name="Queued">Events that wait for the disk.</param>
/// <param name="LastWriteAt">When events were last written (UTC); null before the first.</param>
/// <param name="Fault">Why events cannot be written now, in words; null while they can.</param>
/// <param name="Overloaded">The queue is, or was a moment ago, full: events are being lost.</param>
/// <param name="Lost">Events lost since the start; each stands in the history as part of a gap.</param>
public sealed record EventWriterHealth(int Queued, DateTimeOffset? LastWriteAt, string? Fault, bool Overloaded, long Lost)
{
    /// <summary>True while the history does not keep up with the floor.</summary>
    public bool IsDegraded => Fault is not null || Overloaded;
}
