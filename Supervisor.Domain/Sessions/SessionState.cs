namespace Supervisor.Domain.Sessions;

/// <summary>Requests that nothing may overtake. A poll is none of them: it may be given up at any time.</summary>
public enum SessionQuestion
{
    /// <summary>None is outstanding.</summary>
    None,

    /// <summary>The sign-in.</summary>
    SignIn,

    /// <summary>Entering the skill queues.</summary>
    Queues,

    /// <summary>The agent's status.</summary>
    Status,

    /// <summary>A fresh GUID.</summary>
    FreshGuid,

    /// <summary>A heartbeat that shows whether the old sign-in still holds.</summary>
    Heartbeat,

    /// <summary>The sign-out.</summary>
    SignOut,
}

/// <summary>Everything the session machine remembers; a value, replaced whole.</summary>
public sealed record SessionState
{
    /// <summary>Code of a session that is stopped since a person has signed the agent out here, in an earlier run.</summary>
    public const string SignedOutHere = "signed-out-here";

    /// <summary>Code of a session that the gateway has signed out by an event.</summary>
    public const string SignedOut = "signed-out";

    /// <summary>Code of a sign-in that was refused since the VDN has as many agents as it may have; the gateway says it in a text (protocol.md section 5).</summary>
    public const string LoginLimit = "login-limit";

    /// <summary>Stopped, nothing known.</summary>
    public static SessionState Initial { get; } = new();

    /// <summary>Stopped, with a sign-in of our last run that the gateway may still hold.</summary>
    /// <param name="goodAt">Its last good answer (UTC).</param>
    /// <param name="inQueues">Whether its skill queues were entered.</param>
    /// <param name="pushed">Whether it is a sign-in of push mode.</param>
    public static SessionState Kept(DateTimeOffset goodAt, bool inQueues, bool pushed = false) =>
        new() { HoldsSignIn = true, LastGoodAt = goodAt, InQueues = inQueues, Pushed = pushed };

    /// <summary>True where the gateway calls us back and we send heartbeats; false where we poll (seed text "Signing In", note below table 3).</summary>
    public bool Pushed { get; init; }

    /// <summary>Where the session stands.</summary>
    public SessionPhase Phase { get; init; } = SessionPhase.Stopped;

    /// <summary>Since when (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Code of the last answer that was not good: a retcode or a failure word. Null after a good one.</summary>
    public string? LastCode { get; init; }

    /// <summary>Failures in a row; zero on the first good answer to a poll, never on connect.</summary>
    public int Failures { get; init; }

    /// <summary>Code of a refused sign-in; the same code again ends the retries. Null after a good sign-in.</summary>
    public string? RefusedCode { get; init; }

    /// <summary>True while the gateway may still hold our sign-in: the old GUID is tried before a new sign-in.</summary>
    public bool HoldsSignIn { get; init; }

    /// <summary>True once the skill queues were entered after the last sign-in; without them the agent gets no calls.</summary>
    public bool InQueues { get; init; }

    /// <summary>
    /// When the gateway last gave an answer that keeps us signed in (UTC): any good one where we poll, a heartbeat in push mode.
    /// It forgets us 120 s later (protocol.md section 2.5).
    /// </summary>
    public DateTimeOffset? LastGoodAt { get; init; }

    /// <summary>When the next try is due (UTC); null while nothing waits.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>
    /// Status questions were answered well and the polls after them failed: only a poll that is answered well makes the session live, which would flicker otherwise. False again with that poll.
    /// </summary>
    public bool OnlyAPollProves { get; init; }

    /// <summary>The gateway may have told what the agent does: that is not to be trusted before the poll which follows is answered well.</summary>
    public bool AwaitsPoll => this is { OnlyAPollProves: true, InQueues: true, Phase: SessionPhase.Waiting };

    /// <summary>False where a person has signed the agent out: instead of a new sign-in the session ends.</summary>
    public bool MaySignIn { get; init; } = true;

    /// <summary>A stop was asked for while an answer is outstanding that must not be overtaken.</summary>
    public bool StopWanted { get; init; }

    /// <summary>A take-over was asked for while an unforced sign-in is outstanding.</summary>
    public bool TakeOverWanted { get; init; }

    /// <summary>The request whose answer must be awaited before anything else is sent.</summary>
    public SessionQuestion Asked { get; init; }

    /// <summary>What the session waits for was told by the gateway; false where no usable answer came, and nothing is known.</summary>
    public bool ToldByGateway => LastCode is null or SignedOut or LoginLimit || char.IsAsciiDigit(LastCode[0]);

    /// <summary>Events arrive, so what the floor shows is true.</summary>
    public bool IsFeeding => Phase == SessionPhase.Live;

    /// <summary>True when a person looking at <paramref name="other"/> would see a difference.</summary>
    public bool LooksDifferent(SessionState other) =>
        Phase != other.Phase || LastCode != other.LastCode || (Phase != SessionPhase.Live && NextTryAt != other.NextTryAt);
}
