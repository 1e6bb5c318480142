namespace Supervisor.Web.Observability;

/// <summary>How much one check matters.</summary>
internal enum HealthLevel
{
    /// <summary>All is well.</summary>
    Good,

    /// <summary>Works, and somebody should look.</summary>
    Warning,

    /// <summary>Does not do what it is for.</summary>
    Bad,
}

/// <summary>What one check has found. It is told to everybody: never an agent, a gateway, a path or a secret.</summary>
/// <param name="Check">Its stable name.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Says">In words, and what to do where something is to be done.</param>
internal sealed record HealthFinding(string Check, HealthLevel Level, string Says)
{
    public static HealthFinding Good(string check, string says) => new(check, HealthLevel.Good, says);
}
