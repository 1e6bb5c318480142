namespace Supervisor.Web.Persistence.Entities;

/// <summary>The one row that says how the last verification of the whole chain ended.</summary>
public sealed class VerificationMark
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Sequence of the last event that was followed.</summary>
    public long Through { get; set; }

    /// <summary>In how many places the store was not as it was written.</summary>
    public long Findings { get; set; }
}
