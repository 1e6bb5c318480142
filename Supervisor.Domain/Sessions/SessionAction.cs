namespace Supervisor.Domain.Sessions;

/// <summary>The one thing to do next, a closed set.</summary>
public abstract record SessionAction
{
    private SessionAction()
    {
    }

    /// <summary>Go on with what is under way.</summary>
    public static SessionAction None { get; } = new Continue();

    /// <summary>Poll after the configured gap: what is done again and again.</summary>
    public static SessionAction NextPoll { get; } = new Poll(null);

    /// <summary>The next heartbeat in its time: what is done again and again in push mode.</summary>
    public static SessionAction NextHeartbeat { get; } = new Heartbeat(null);

    /// <summary>Go on with what is under way: the input changed nothing that must be done.</summary>
    public sealed record Continue : SessionAction;

    /// <summary>Send the sign-in (PUT onlineagent/{agentid}), or the forced one.</summary>
    public sealed record SignIn(bool Forced) : SessionAction;

    /// <summary>Enter the skill queues (POST resetskill).</summary>
    public sealed record EnterQueues : SessionAction;

    /// <summary>Poll (GET agentevent/{agentid}).</summary>
    /// <param name="After">Pause before it; null stands for the configured gap of 200 to 500 ms.</param>
    public sealed record Poll(TimeSpan? After) : SessionAction;

    /// <summary>Send the heartbeat of push mode (POST onlineagent/{agentid}/handshake).</summary>
    /// <param name="After">Pause before it; null stands for <see cref="SessionMachine.HeartbeatInterval"/> since the last one was sent.</param>
    public sealed record Heartbeat(TimeSpan? After) : SessionAction;

    /// <summary>Ask for a fresh GUID (PUT onlineagent/{agentid}/updateGuid): a new process goes on with an old sign-in (protocol.md section 1.4).</summary>
    public sealed record RefreshGuid : SessionAction;

    /// <summary>Ask for the agent's status (GET agentstatus): shows that the old GUID still holds, and what the agent does now.</summary>
    public sealed record AskStatus : SessionAction;

    /// <summary>Send the sign-out (DELETE logout).</summary>
    /// <param name="After">Pause before it.</param>
    /// <param name="LastTry">The earlier ones were refused or not answered.</param>
    public sealed record SignOut(TimeSpan After, bool LastTry = false) : SessionAction;

    /// <summary>Wait, then report <see cref="SessionInput.WaitOver"/>.</summary>
    public sealed record Wait(TimeSpan Delay) : SessionAction;

    /// <summary>Nothing more: the session has ended.</summary>
    public sealed record End : SessionAction;
}
