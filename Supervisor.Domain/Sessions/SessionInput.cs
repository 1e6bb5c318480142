namespace Supervisor.Domain.Sessions;

/// <summary>What can happen to a session, a closed set.</summary>
public abstract record SessionInput
{
    private SessionInput()
    {
    }

    /// <summary>The session is wanted.</summary>
    public sealed record Start : SessionInput;

    /// <summary>The session is no longer wanted: sign out.</summary>
    public sealed record Stop : SessionInput;

    /// <summary>A person says: sign in by force, whoever is signed in now is kicked out.</summary>
    public sealed record TakeOver : SessionInput;

    /// <summary>A person says: try again now.</summary>
    public sealed record Retry : SessionInput;

    /// <summary>Whether the agent may be signed in anew from now on. Not where a person has signed it out: what the gateway still holds goes on until it can end, and ends then.</summary>
    public sealed record MaySignIn(bool Allowed) : SessionInput;

    /// <summary>The wait is over.</summary>
    public sealed record WaitOver : SessionInput;

    /// <summary>The sign-in was answered.</summary>
    public sealed record SignInAnswered(Answer Answer) : SessionInput;

    /// <summary>Entering the skill queues was answered.</summary>
    public sealed record QueuesAnswered(Answer Answer) : SessionInput;

    /// <summary>A poll was answered.</summary>
    /// <param name="Answer">How.</param>
    /// <param name="SignedOut">True when the answer carried AgentOther_ShutdownService.</param>
    public sealed record PollAnswered(Answer Answer, bool SignedOut = false) : SessionInput
    {
        /// <summary>As nearly all of them end; one value for all.</summary>
        public static PollAnswered Well { get; } = new(Answer.Ok);
    }

    /// <summary>A heartbeat was answered.</summary>
    /// <param name="Answer">How.</param>
    /// <param name="Doubtful">True when what we show may be out of date: nothing was heard of the agent for <see cref="SessionMachine.LongestSilence"/>, or the gateway says something else.</param>
    public sealed record HeartbeatAnswered(Answer Answer, bool Doubtful = false) : SessionInput
    {
        /// <summary>As nearly all of them end; one value for all.</summary>
        public static HeartbeatAnswered Well { get; } = new(Answer.Ok);
    }

    /// <summary>The gateway has pushed AgentOther_ShutdownService.</summary>
    public sealed record SignedOutByGateway : SessionInput;

    /// <summary>The question for a fresh GUID was answered.</summary>
    public sealed record GuidAnswered(Answer Answer) : SessionInput;

    /// <summary>The question for the agent's status was answered.</summary>
    public sealed record StatusAnswered(Answer Answer) : SessionInput;

    /// <summary>The sign-out was answered.</summary>
    public sealed record SignOutAnswered(Answer Answer) : SessionInput;
}
