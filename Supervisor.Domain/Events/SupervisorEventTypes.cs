namespace Supervisor.Domain.Events;

/// <summary>Names of the events that we add to the history ourselves (<see cref="EventOrigin.Supervisor"/>).</summary>
public static class SupervisorEventTypes
{
    /// <summary>The gateway session of the agent moved on.</summary>
    public const string Session = "Supervisor_Session";

    /// <summary>The answer to our own status query.</summary>
    public const string Status = "Supervisor_Status";

    /// <summary>Something was lost.</summary>
    public const string Gap = "Supervisor_Gap";

    /// <summary>What the floor shows, after events were lost on the way to the history.</summary>
    public const string Picture = "Supervisor_Picture";
}
