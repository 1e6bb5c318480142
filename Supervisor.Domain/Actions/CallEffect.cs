namespace Supervisor.Domain.Actions;

/// <summary>What a command does to the call in hand, or to the after-call work.</summary>
public enum CallEffect
{
    /// <summary>Nothing, or there is no call.</summary>
    None,

    /// <summary>The call goes on; the state changes when it is over (protocol.md section 2.9).</summary>
    AfterCall,

    /// <summary>The state changes when the after-call work is over.</summary>
    AfterWrapUp,

    /// <summary>The call goes on; what was to happen after it does not.</summary>
    TakesBack,

    /// <summary>The call goes on, and the sign-out waits for its end.</summary>
    SignOutAfterCall,

    /// <summary>The call is released.</summary>
    CutsCall,

    /// <summary>The person signed in elsewhere is kicked out, also in the middle of a call.</summary>
    KicksOut,

    /// <summary>Somebody hears the call, and nobody is told.</summary>
    Overheard,

    /// <summary>Everybody hears the inspector.</summary>
    Joined,

    /// <summary>The agent alone hears the inspector.</summary>
    Whispered,

    /// <summary>The agent is cut off, the customer talks to the inspector.</summary>
    TakenAway,
}
