namespace Supervisor.Web.Persistence.Entities;

/// <summary>Some consecutive state intervals of one agent, packed. Made from the events, and from nothing else: can be made again at any time.</summary>
public sealed class IntervalChunk
{
    /// <summary>Agent and beginning in one number, so that the table itself is the index: the agent's number times 2^44, plus the beginning in milliseconds since 1970.</summary>
    public long Place { get; set; }

    /// <summary>End of the last interval, in milliseconds since 1970; the next chunk of the agent begins there.</summary>
    public long EndsAt { get; set; }

    /// <summary>Intervals in it.</summary>
    public int Count { get; set; }

    /// <summary>The intervals.</summary>
    public required byte[] Data { get; set; }
}
