namespace Supervisor.Domain.Events;

/// <summary>Why something is missing in the history, in one stable word each; beside these, the failure words of an answer that could not be read (<c>too-large</c> and so on).</summary>
public static class GapCauses
{
    /// <summary>Events found no room on the way to the disk.</summary>
    public const string QueueFull = "queue-full";

    /// <summary>Supervisor was not running.</summary>
    public const string NotRunning = "not-running";

    /// <summary>The agent was removed or disabled here: nobody watches any more.</summary>
    public const string NotWatched = "not-watched";

    /// <summary>An event could not be folded, which is a fault of ours.</summary>
    public const string InternalFault = "internal-fault";
}
