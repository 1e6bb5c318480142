namespace Supervisor.Domain.Actions;

/// <summary>Why a command cannot be given now.</summary>
public enum Obstacle
{
    /// <summary>Nothing is in the way.</summary>
    None,

    /// <summary>Our session for the agent is not live: nothing can be sent.</summary>
    NoSession,

    /// <summary>The agent is signed out.</summary>
    SignedOut,

    /// <summary>What the agent does is not known.</summary>
    UnknownState,

    /// <summary>Idle already.</summary>
    AlreadyIdle,

    /// <summary>On a break already.</summary>
    AlreadyResting,

    /// <summary>The gateway leaves a break by "idle" only.</summary>
    Resting,

    /// <summary>In a call, and nothing waits for its end that could be taken back.</summary>
    InCall,

    /// <summary>Not in after-call work.</summary>
    NotInWrapUp,

    /// <summary>Signed out here already.</summary>
    AlreadySignedOut,

    /// <summary>Somebody else is signed in under this agent id: our session cannot sign that person out.</summary>
    SignedInElsewhere,

    /// <summary>Was not signed out here.</summary>
    NotSignedOutHere,

    /// <summary>Nobody else is signed in under this agent id.</summary>
    NotOccupied,

    /// <summary>The gateway lets nobody be kicked out (100-015).</summary>
    TakeOverNotAllowed,

    /// <summary>The gateway has no inspector in its settings.</summary>
    NoInspector,

    /// <summary>The inspector's session is not live.</summary>
    InspectorAway,

    /// <summary>The agent is the inspector.</summary>
    IsInspector,

    /// <summary>The inspector is not idle, which listening needs (protocol.md section 3.6).</summary>
    InspectorNotIdle,

    /// <summary>The inspector is at another agent: one inspection at a time.</summary>
    InspectingAnother,

    /// <summary>The inspector is at this agent already.</summary>
    AlreadyInspecting,

    /// <summary>The inspector is not at this agent.</summary>
    NotInspecting,

    /// <summary>The agent has no connected call.</summary>
    NotTalking,
}
