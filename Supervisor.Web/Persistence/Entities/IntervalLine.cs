namespace Supervisor.Web.Persistence.Entities;

/// <summary>One agent of the history: its number, and where the folding of its events stands, with the interval that is open.</summary>
public sealed class IntervalLine
{
    /// <summary>Number of the agent in <see cref="IntervalChunk.Place"/>, from 1.</summary>
    public long Agent { get; set; }

    /// <summary>Name of the gateway; also of one that has been removed since.</summary>
    public required string Gateway { get; set; }

    /// <summary>Agent id; also of one that has been removed since.</summary>
    public required string AgentId { get; set; }

    /// <summary>The folding's state, JSON.</summary>
    public required byte[] State { get; set; }

    /// <summary>The chunk that may still grow; 0 where there is none.</summary>
    public long GrowingPlace { get; set; }
}
