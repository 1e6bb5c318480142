namespace Supervisor.Domain.Actions;

/// <summary>What a supervisor may ask for, a closed set. The first seven go through the agent's own session, the others through an inspector's (protocol.md sections 3.2, 2.4 and 3.6).</summary>
public enum CommandKind
{
    /// <summary>Not ready, with or without a reason.</summary>
    Busy,

    /// <summary>Ready for calls.</summary>
    Idle,

    /// <summary>On a break.</summary>
    Rest,

    /// <summary>Out of the after-call work.</summary>
    EndWrapUp,

    /// <summary>Signed out, and kept so until somebody signs the agent in again.</summary>
    SignOut,

    /// <summary>Signed in again after such a sign-out.</summary>
    SignIn,

    /// <summary>Signed in by force where somebody else is signed in.</summary>
    TakeOver,

    /// <summary>The inspector hears the call.</summary>
    Listen,

    /// <summary>The inspector talks with both.</summary>
    Insert,

    /// <summary>Only the agent hears the inspector.</summary>
    Whisper,

    /// <summary>Another way of taking part.</summary>
    SwitchMode,

    /// <summary>The inspector takes the customer over.</summary>
    Intercept,

    /// <summary>The inspector leaves.</summary>
    StopInspecting,

    /// <summary>Made busy by the inspector.</summary>
    ForceBusy,

    /// <summary>Made idle by the inspector.</summary>
    ForceIdle,

    /// <summary>Signed out by the inspector.</summary>
    ForceSignOut,
}
