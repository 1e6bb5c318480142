namespace Supervisor.Web.Persistence.Entities;

/// <summary>The one row that says until when the app was running.</summary>
public sealed class RunMark
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>When it was there for certain, for the last time (UTC).</summary>
    public DateTimeOffset AliveAt { get; set; }
}
