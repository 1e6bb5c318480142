using static Supervisor.Domain.Sessions.SessionInput;

namespace Supervisor.Domain.Sessions;

/// <summary>
/// The rules of one gateway session as a pure function: state and input in, state and one action out.
/// Sources: seed texts "Signing In", "Obtaining Events of One Agent in Polling Mode" and "Maintaining the Heartbeat by an Agent", protocol.md
/// sections 2.1 to 2.6, 5 and 7.
/// Inputs that cannot happen in a state, or come too late, leave the state as it is.
/// </summary>
public static class SessionMachine
{
    /// <summary>After trouble the polling interval must be greater than 1 s (seed text "Obtaining Events", error codes).</summary>
    public static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1.2);

    /// <summary>Longest pause between two tries.</summary>
    public static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(15);

    /// <summary>Pause before a refused sign-in is tried a second time.</summary>
    public static readonly TimeSpan RefusedRetry = TimeSpan.FromSeconds(3);

    /// <summary>How often an agent that is signed in elsewhere is tried again, without force.</summary>
    public static readonly TimeSpan OccupiedRetry = TimeSpan.FromSeconds(30);

    /// <summary>Without a request the gateway signs an agent out after this time (protocol.md section 2.5).</summary>
    public static readonly TimeSpan GatewayMemory = TimeSpan.FromSeconds(120);

    /// <summary>How exactly the last good answer is remembered: it may have been so much later, never earlier. A state for each poll would be a tenth of its garbage.</summary>
    public static readonly TimeSpan GoodWithin = TimeSpan.FromSeconds(15);

    /// <summary>Pause before a sign-out that met a call is tried again: a call is never cut off by us.</summary>
    public static readonly TimeSpan SignOutRetry = TimeSpan.FromSeconds(2);

    /// <summary>How often a heartbeat is sent in push mode (seed text "Maintaining the Heartbeat by an Agent", description).</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(30);

    /// <summary>In push mode: after this time without an event, and without a word of the gateway about all its agents, it is asked what the agent does (protocol.md section 7.4).</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    /// <summary>Whether the gateway may still hold a sign-in at <paramref name="now"/> whose last good answer was remembered as of <paramref name="goodAt"/>. To ask costs nothing.</summary>
    public static bool MayHold(DateTimeOffset goodAt, DateTimeOffset now) => now - goodAt < GatewayMemory + GoodWithin;

    private const int SignOutTries = 4;

    /// <summary>Decides.</summary>
    /// <param name="state">Where the session stands.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">When (UTC).</param>
    /// <param name="jitter">Random number, 0 to 1, that spreads the tries of many sessions.</param>
    /// <returns>The new state (the same reference where nothing changed) and the one thing to do.</returns>
    public static (SessionState State, SessionAction Action) Next(SessionState state, SessionInput input, DateTimeOffset now, double jitter) =>
        new Step(state, now, jitter).Take(input);

    private readonly record struct Step(SessionState State, DateTimeOffset Now, double Jitter)
    {
        public (SessionState, SessionAction) Take(SessionInput input) => (State.Phase, input) switch
        {
            (_, MaySignIn a) => (State with { MaySignIn = a.Allowed }, SessionAction.None),
            (SessionPhase.Stopped, Start) => State.HoldsSignIn && Remembered ? Resume() : SignIn(forced: false),

            // An answer counts only while it is awaited; while one is, a stop and a take-over are remembered.
            (_, SignInAnswered a) when State.Asked == SessionQuestion.SignIn => SignedIn(a.Answer),
            (_, QueuesAnswered a) when State.Asked == SessionQuestion.Queues => EnteredQueues(a.Answer),
            (_, GuidAnswered a) when State.Asked == SessionQuestion.FreshGuid => GuidKnown(a.Answer),
            (_, HeartbeatAnswered a) when State.Asked == SessionQuestion.Heartbeat => StillSignedIn(a.Answer),
            (SessionPhase.Live, StatusAnswered a) when State.Asked == SessionQuestion.Status => Reconciled(a.Answer),
            (_, StatusAnswered a) when State.Asked == SessionQuestion.Status => StatusKnown(a.Answer),
            (_, SignOutAnswered a) when State.Asked == SessionQuestion.SignOut => SignedOut(a.Answer),
            (SessionPhase.Occupied, TakeOver) when State.Asked != SessionQuestion.None => (State with { TakeOverWanted = true }, SessionAction.None),
            (not SessionPhase.SigningOut, Stop) when State.Asked != SessionQuestion.None => (State with { StopWanted = true }, SessionAction.None),
            _ when State.Asked != SessionQuestion.None => (State, SessionAction.None),

            (SessionPhase.Live, PollAnswered a) => Polled(a),
            (SessionPhase.Live, HeartbeatAnswered a) => Beaten(a),
            (SessionPhase.Live, SignedOutByGateway) => Wait(SessionState.SignedOut, holdsSignIn: false),
            (SessionPhase.Live, Stop) => SignOut(),

            (SessionPhase.Waiting, PollAnswered a) when State.OnlyAPollProves => Proved(a),
            (SessionPhase.Waiting, WaitOver or Retry) => TryAgain(),
            (SessionPhase.Waiting, Stop) => State.HoldsSignIn ? SignOut() : Stopped(),

            (SessionPhase.Occupied, WaitOver or Retry) => AskToSignIn(),
            (SessionPhase.Occupied, TakeOver) => SignIn(forced: true),
            (SessionPhase.Occupied, Stop) => Stopped(),

            (SessionPhase.Rejected, Retry) => SignIn(forced: false),
            (SessionPhase.Rejected, Stop) => Stopped(),

            _ => (State, SessionAction.None),
        };

        private (SessionState, SessionAction) SignIn(bool forced) => !State.MaySignIn ? Stopped()
            : (Enter(SessionPhase.SigningIn) with { Asked = SessionQuestion.SignIn, HoldsSignIn = false, TakeOverWanted = false }, new SessionAction.SignIn(forced));

        // The sign-in of our last run may still hold: asking costs nothing, and a new sign-in would be refused as signed in elsewhere.
        private (SessionState, SessionAction) Resume() =>
            (Enter(SessionPhase.SigningIn) with { Asked = SessionQuestion.FreshGuid }, new SessionAction.RefreshGuid());

        private (SessionState, SessionAction) GuidKnown(Answer answer)
        {
            if (State.StopWanted) return SignOut();
            if (answer.Kind == AnswerKind.Refused && Refusal.Classify(answer.Code) is RefusalClass.SessionOver or RefusalClass.StaleGuid) return AskToSignIn();
            // Older gateways do not know the question; one that is away is met by the next one.
            return AskWhetherSignedIn();
        }

        // The gateway counts heartbeats in push mode, and any request where it is polled (protocol.md section 2.5).
        private (SessionState, SessionAction) AskWhetherSignedIn() => State.Pushed
            ? (State with { Asked = SessionQuestion.Heartbeat, NextTryAt = null }, new SessionAction.Heartbeat(TimeSpan.Zero))
            : AskStatus();

        private (SessionState, SessionAction) AskStatus() =>
            (State with { Asked = SessionQuestion.Status, NextTryAt = null }, new SessionAction.AskStatus());

        private (SessionState, SessionAction) StillSignedIn(Answer answer)
        {
            if (State.StopWanted) return SignOut();
            return answer.Kind == AnswerKind.Ok ? new Step(State with { LastGoodAt = Now }, Now, Jitter).AskStatus() : PerhapsSignedOut(answer);
        }

        private (SessionState, SessionAction) PerhapsSignedOut(Answer answer)
        {
            if (answer.Kind == AnswerKind.Unreachable) return Wait(answer.Code, holdsSignIn: true);
            return Refusal.Classify(answer.Code) is RefusalClass.SwitchOver or RefusalClass.Transient
                ? Wait(answer.Code, holdsSignIn: true)
                : AskToSignIn();
        }

        private SessionAction Feed() => State.Pushed ? SessionAction.NextHeartbeat : new SessionAction.Poll(TimeSpan.Zero);

        // Without leaving the phase: a gateway that is away for an hour, or an agent signed in elsewhere, is one fact, not hundreds.
        private (SessionState, SessionAction) AskToSignIn() => !State.MaySignIn ? Stopped()
            : (State with { Asked = SessionQuestion.SignIn, NextTryAt = null, HoldsSignIn = false }, new SessionAction.SignIn(false));

        private (SessionState, SessionAction) SignedIn(Answer answer)
        {
            if (answer.Kind == AnswerKind.Ok)
            {
                if (State.StopWanted) return SignOut();
                var signedIn = State with { HoldsSignIn = true, InQueues = false, LastGoodAt = Now, RefusedCode = null, TakeOverWanted = false };
                return EnterQueues(signedIn);
            }

            if (State.StopWanted) return Stopped();
            if (State.TakeOverWanted) return TakeOverInstead(answer);
            if (answer.Kind == AnswerKind.Unreachable) return Wait(answer.Code, holdsSignIn: false);
            return Refusal.Classify(answer.Code) switch
            {
                RefusalClass.Occupied => Occupied(answer.Code),
                RefusalClass.Locked => Rejected(answer.Code),
                RefusalClass.Final => State.RefusedCode == answer.Code ? Rejected(answer.Code) : RefusedOnce(answer.Code),
                _ => Wait(answer.Code, holdsSignIn: false),
            };
        }

        // It was asked for while this answer was outstanding, of whoever was signed in then: an hour later it may be somebody else.
        private (SessionState, SessionAction) TakeOverInstead(Answer answer) => answer.Kind == AnswerKind.Refused && Refusal.Classify(answer.Code) == RefusalClass.Occupied
            ? SignIn(forced: true)
            : new Step(State with { TakeOverWanted = false }, Now, Jitter).SignedIn(answer);

        private (SessionState, SessionAction) RefusedOnce(string code) =>
            WaitFor(RefusedRetry * (1 + (0.25 * Jitter)), code, State with { RefusedCode = code, HoldsSignIn = false });

        private (SessionState, SessionAction) EnterQueues(SessionState state) =>
            (state with { Phase = SessionPhase.EnteringQueues, Since = Now, Asked = SessionQuestion.Queues, LastCode = null, NextTryAt = null }, new SessionAction.EnterQueues());

        private (SessionState, SessionAction) EnteredQueues(Answer answer)
        {
            if (State.StopWanted) return SignOut();
            if (answer.Kind == AnswerKind.Unreachable) return Wait(answer.Code, holdsSignIn: true);
            if (answer.Kind == AnswerKind.Refused && Refusal.Classify(answer.Code) is RefusalClass.SessionOver or RefusalClass.StaleGuid)
                return Wait(answer.Code, holdsSignIn: false);
            if (answer.Kind == AnswerKind.Refused && Refusal.Classify(answer.Code) is RefusalClass.SwitchOver or RefusalClass.Transient)
                return Wait(answer.Code, holdsSignIn: true);

            // Refused for another reason (no queues configured, 600-001): the agent gets no calls, yet its events are worth having.
            var entered = answer.Kind == AnswerKind.Ok;
            return (Enter(SessionPhase.Live) with { InQueues = entered, LastCode = entered ? null : answer.Code }, Feed());
        }

        private (SessionState, SessionAction) Polled(PollAnswered poll)
        {
            if (poll.SignedOut) return Wait(SessionState.SignedOut, holdsSignIn: false);
            return poll.Answer.Kind == AnswerKind.Ok ? (Good(), SessionAction.NextPoll) : Failed(poll.Answer);
        }

        private (SessionState, SessionAction) Beaten(HeartbeatAnswered beat)
        {
            if (beat.Answer.Kind != AnswerKind.Ok) return Failed(beat.Answer);
            // what was pushed while we could not be reached is gone (protocol.md section 7.4)
            var reconcile = beat.Doubtful || State.Failures > 0;
            return reconcile ? (Good() with { Asked = SessionQuestion.Status }, new SessionAction.AskStatus()) : (Good(), SessionAction.NextHeartbeat);
        }

        // What the poll brings is told all the same; only whether the agent's state may be trusted waits for it.
        private (SessionState, SessionAction) Proved(PollAnswered poll) =>
            poll.Answer.Kind == AnswerKind.Ok && !poll.SignedOut ? new Step(Enter(SessionPhase.Live), Now, Jitter).Polled(poll) : Polled(poll);

        private SessionState Good() => NothingNew ? State : State with { Failures = 0, OnlyAPollProves = false, LastGoodAt = Now, LastCode = State.InQueues ? null : State.LastCode };

        // but the time, which need not be more exact
        private bool NothingNew =>
            State is { Failures: 0, OnlyAPollProves: false } && (State.LastCode is null || !State.InQueues) && Now - State.LastGoodAt is { } ago && ago >= TimeSpan.Zero && ago < GoodWithin;

        private (SessionState, SessionAction) Failed(Answer answer)
        {
            var refusal = answer.Kind == AnswerKind.Refused ? Refusal.Classify(answer.Code) : RefusalClass.Transient;
            var first = State.Failures == 0;
            return refusal switch
            {
                RefusalClass.SessionOver => Wait(answer.Code, holdsSignIn: false),
                RefusalClass.StaleGuid => first ? OnceMore(answer.Code, State.Pushed ? ShortestRetry : null) : Wait(answer.Code, holdsSignIn: false),
                RefusalClass.SwitchOver when Remembered => OnceMore(answer.Code, ShortestRetry),
                _ => first ? OnceMore(answer.Code, ShortestRetry) : new Step(Doubted(), Now, Jitter).Wait(answer.Code, holdsSignIn: true),
            };
        }

        // Two failures lead to a wait; with more than that and no good poll among them, a status question has been answered since.
        private SessionState Doubted() => State with { OnlyAPollProves = State.Failures > 1 && !State.Pushed };

        // One failure is no reason to call an agent unknown; the second is.
        private (SessionState, SessionAction) OnceMore(string code, TimeSpan? after) =>
            (State with { Failures = State.Failures + 1, LastCode = code }, State.Pushed ? new SessionAction.Heartbeat(after) : new SessionAction.Poll(after));

        // Asked while live, in push mode: only a session that is gone changes anything; trouble shows in the next heartbeat.
        private (SessionState, SessionAction) Reconciled(Answer answer)
        {
            if (State.StopWanted) return SignOut();
            return answer.Kind == AnswerKind.Refused && Refusal.Classify(answer.Code) is RefusalClass.SessionOver or RefusalClass.StaleGuid
                ? Wait(answer.Code, holdsSignIn: false)
                : (State with { Asked = SessionQuestion.None }, SessionAction.NextHeartbeat);
        }

        private bool Remembered => State.LastGoodAt is { } good && MayHold(good, Now);

        private (SessionState, SessionAction) TryAgain() => State.HoldsSignIn && Remembered ? AskWhetherSignedIn() : AskToSignIn();

        private (SessionState, SessionAction) StatusKnown(Answer answer)
        {
            if (State.StopWanted) return SignOut();
            if (answer.Kind != AnswerKind.Ok) return PerhapsSignedOut(answer);
            var goodAt = State.Pushed ? State.LastGoodAt : Now;
            if (State.AwaitsPoll) return (State with { Asked = SessionQuestion.None, LastGoodAt = goodAt }, Feed());
            return State.InQueues
                ? (Enter(SessionPhase.Live) with { LastGoodAt = goodAt, LastCode = null }, Feed())
                : EnterQueues(State with { LastGoodAt = goodAt });
        }

        private (SessionState, SessionAction) SignedOut(Answer answer)
        {
            var gone = answer.Kind == AnswerKind.Ok
                || (answer.Kind == AnswerKind.Refused && Refusal.Classify(answer.Code) is RefusalClass.SessionOver or RefusalClass.StaleGuid);
            if (gone) return Stopped();
            // an agent in a call stays signed in: what proves it is kept for the next run
            var heard = answer.Kind == AnswerKind.Refused ? Now : State.LastGoodAt;
            return State.Failures + 1 >= SignOutTries
                ? (Stopped().State with { LastCode = answer.Code, HoldsSignIn = true, LastGoodAt = heard }, new SessionAction.End())
                : (State with { Failures = State.Failures + 1, LastCode = answer.Code }, new SessionAction.SignOut(SignOutRetry, LastTry: State.Failures + 2 >= SignOutTries));
        }

        private (SessionState, SessionAction) SignOut() =>
            (Enter(SessionPhase.SigningOut) with { Asked = SessionQuestion.SignOut, Failures = 0 }, new SessionAction.SignOut(TimeSpan.Zero));

        private (SessionState State, SessionAction Action) Stopped() =>
            (Enter(SessionPhase.Stopped) with { LastCode = null, HoldsSignIn = false, Failures = 0, RefusedCode = null }, new SessionAction.End());

        private (SessionState, SessionAction) Occupied(string code)
        {
            var since = State.Phase == SessionPhase.Occupied ? State.Since : Now;
            var (waiting, action) = WaitFor(OccupiedRetry * (1 + (0.25 * Jitter)), code, State);
            return (waiting with { Phase = SessionPhase.Occupied, Since = since, HoldsSignIn = false }, action);
        }

        private (SessionState, SessionAction) Rejected(string code) =>
            (Enter(SessionPhase.Rejected) with { LastCode = code, RefusedCode = code, HoldsSignIn = false }, SessionAction.None);

        private (SessionState, SessionAction) Wait(string code, bool holdsSignIn) => WaitFor(
            Backoff.Delay(Math.Max(1, State.Failures), ShortestRetry, LongestRetry, Jitter), code,
            State with { Failures = State.Failures + 1, HoldsSignIn = holdsSignIn && State.HoldsSignIn });

        private (SessionState, SessionAction) WaitFor(TimeSpan delay, string code, SessionState state) =>
            (state with
            {
                Phase = SessionPhase.Waiting,
                Since = state.Phase == SessionPhase.Waiting ? state.Since : Now,
                Asked = SessionQuestion.None,
                LastCode = code,
                NextTryAt = Now + delay,
            }, new SessionAction.Wait(delay));

        private SessionState Enter(SessionPhase phase) => State with
        {
            Phase = phase,
            Since = Now,
            Asked = SessionQuestion.None,
            NextTryAt = null,
            StopWanted = false,
        };
    }
}
