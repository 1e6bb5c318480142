namespace Supervisor.Web.Persistence.Entities;

/// <summary>The one row that says how far the events have been folded into intervals.</summary>
public sealed class IntervalProgress
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>Version of the folding rules: others than the app's are folded anew.</summary>
    public int Version { get; set; }

    /// <summary>Grows with every fold that began anew, so that a running app notices a rebuild from the command line.</summary>
    public long Epoch { get; set; }

    /// <summary>Sequence of the last event folded in.</summary>
    public long Sequence { get; set; }
}
