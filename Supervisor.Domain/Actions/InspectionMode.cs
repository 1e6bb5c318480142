namespace Supervisor.Domain.Actions;

/// <summary>How an inspector takes part in a call; the numbers are <c>switchtype</c> of protocol.md section 3.6.</summary>
public enum InspectionMode
{
    /// <summary>Hears both sides; neither notices.</summary>
    Listen = 0,

    /// <summary>Talks with both.</summary>
    Insert = 1,

    /// <summary>Only the agent hears the inspector.</summary>
    Whisper = 2,
}
