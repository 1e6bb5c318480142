namespace Supervisor.Web.Features.Replay;

/// <summary>How a replay stands.</summary>
public enum ReplayStanding
{
    /// <summary>The history is being read; what is shown stands still.</summary>
    Reading,

    /// <summary>Playing or paused.</summary>
    Ready,

    /// <summary>Nothing is known after the moment shown: it is now.</summary>
    Present,

    /// <summary>There is no change on that side.</summary>
    NoChange,

    /// <summary>The person may not see the past.</summary>
    Refused,

    /// <summary>The history cannot be read.</summary>
    Unreadable,
}
