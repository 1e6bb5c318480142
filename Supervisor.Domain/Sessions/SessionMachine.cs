using static Supervisor.Domain.Sessions.SessionInput;

namespace Supervisor.Domain.Sessions;

/// <summary>
/// The rules of one gateway session as a pure function: state and input in, state and one action out.
/// Sources: seed texts "Signing In" and "Obtaining Events of One Agent in Polling Mode", protocol.md sections 2.1 to 2.6 and 5.
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

    /// <summary>Pause before a sign-out that met a call is tried again: a call is never cut off by us.</summary>
    public static readonly TimeSpan SignOutRetry = TimeSpan.FromSeconds(2);

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
            (SessionPhase.Stopped, Start) => State.HoldsSignIn && Remembered ? Resume() : SignIn(forced: false),

            // An answer counts only while it is awaited; while one is, a stop and a take-over are remembered.
            (_, SignInAnswered a) when State.Asked == SessionQuestion.SignIn => SignedIn(a.Answer),
            (_, QueuesAnswered a) when State.Asked == SessionQuestion.Queues => EnteredQueues(a.Answer),
            (_, StatusAnswered a) when State.Asked == SessionQuestion.Status => StatusKnown(a.Answer),
            (_, SignOutAnswered a) when State.Asked == SessionQuestion.SignOut => SignedOut(a.Answer),
            (SessionPhase.Occupied, TakeOver) when State.Asked != SessionQuestion.None => (State with { TakeOverWanted = true }, SessionAction.None),
            (not SessionPhase.SigningOut, Stop) when State.Asked != SessionQuestion.None => (State with { StopWanted = true }, SessionAction.None),
            _ when State.Asked != SessionQuestion.None => (State, SessionAction.None),

            (SessionPhase.Live, PollAnswered a) => Polled(a),
            (SessionPhase.Live, Stop) => SignOut(),

            (SessionPhase.Waiting, WaitOver or Retry) => TryAgain(),
            (SessionPhase.Waiting, Stop) => State.HoldsSignIn ? SignOut() : Stopped(),

            (SessionPhase.Occupied, WaitOver or Retry) => AskToSignIn(),
            (SessionPhase.Occupied, TakeOver) => SignIn(forced: true),
            (SessionPhase.Occupied, Stop) => Stopped(),

            (SessionPhase.Rejected, Retry) => SignIn(forced: false),
            (SessionPhase.Rejected, Stop) => Stopped(),

            _ => (State, SessionAction.None),
        };

        private (SessionState, SessionAction) SignIn(bool forced) =>
            (Enter(SessionPhase.SigningIn) with { Asked = SessionQuestion.SignIn, HoldsSignIn = false, TakeOverWanted = false }, new SessionAction.SignIn(forced));

        // The sign-in of our last run may still hold: asking costs nothing, and a new sign-in would be refused as signed in elsewhere.
        private (SessionState, SessionAction) Resume() =>
            (Enter(SessionPhase.SigningIn) with { Asked = SessionQuestion.Status }, new SessionAction.AskStatus());

        // Without leaving the phase: a gateway that is away for an hour, or an agent signed in elsewhere, is one fact, not hundreds.
        private (SessionState, SessionAction) AskToSignIn() =>
            (State with { Asked = SessionQuestion.SignIn, NextTryAt = null, HoldsSignIn = false }, new SessionAction.SignIn(false));

        private (SessionState, SessionAction) SignedIn(Answer answer)
        {
            if (answer.Kind == AnswerKind.Ok)
            {
                if (State.StopWanted) return SignOut();
                var signedIn = State with { HoldsSignIn = true, InQueues = false, LastGoodAt = Now, RefusedCode = null, TakeOverWanted = false };
                return EnterQueues(signedIn);
            }

            if (State.StopWanted) return Stopped();
            if (answer.Kind == AnswerKind.Unreachable) return Wait(answer.Code, holdsSignIn: false);
            return Refusal.Classify(answer.Code) switch
            {
                RefusalClass.Occupied when State.TakeOverWanted => SignIn(forced: true),
                RefusalClass.Occupied => Occupied(answer.Code),
                RefusalClass.Locked => Rejected(answer.Code),
                RefusalClass.Final => State.RefusedCode == answer.Code ? Rejected(answer.Code) : RefusedOnce(answer.Code),
                _ => Wait(answer.Code, holdsSignIn: false),
            };
        }

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
            return (Enter(SessionPhase.Live) with { InQueues = entered, LastCode = entered ? null : answer.Code }, new SessionAction.Poll(TimeSpan.Zero));
        }

        private (SessionState, SessionAction) Polled(PollAnswered poll)
        {
            if (poll.SignedOut) return Wait("signed-out", holdsSignIn: false);
            if (poll.Answer.Kind == AnswerKind.Ok)
                return (State with { Failures = 0, LastGoodAt = Now, LastCode = State.InQueues ? null : State.LastCode }, new SessionAction.Poll(null));

            var refusal = poll.Answer.Kind == AnswerKind.Refused ? Refusal.Classify(poll.Answer.Code) : RefusalClass.Transient;
            var first = State.Failures == 0;
            return refusal switch
            {
                RefusalClass.SessionOver => Wait(poll.Answer.Code, holdsSignIn: false),
                RefusalClass.StaleGuid => first ? PollOnceMore(poll.Answer.Code, null) : Wait(poll.Answer.Code, holdsSignIn: false),
                RefusalClass.SwitchOver when Remembered => PollOnceMore(poll.Answer.Code, ShortestRetry),
                _ => first ? PollOnceMore(poll.Answer.Code, ShortestRetry) : Wait(poll.Answer.Code, holdsSignIn: true),
            };
        }

        // One failure is no reason to call an agent unknown; the second is.
        private (SessionState, SessionAction) PollOnceMore(string code, TimeSpan? after) =>
            (State with { Failures = State.Failures + 1, LastCode = code }, new SessionAction.Poll(after));

        private bool Remembered => State.LastGoodAt is { } good && Now - good < GatewayMemory;

        private (SessionState, SessionAction) TryAgain() => State.HoldsSignIn && Remembered
            ? (State with { Asked = SessionQuestion.Status, NextTryAt = null }, new SessionAction.AskStatus())
            : AskToSignIn();

        private (SessionState, SessionAction) StatusKnown(Answer answer)
        {
            if (State.StopWanted) return SignOut();
            if (answer.Kind == AnswerKind.Ok)
            {
                var known = State with { LastGoodAt = Now };
                return State.InQueues
                    ? (Enter(SessionPhase.Live) with { LastGoodAt = Now, LastCode = null }, new SessionAction.Poll(TimeSpan.Zero))
                    : EnterQueues(known);
            }

            if (answer.Kind == AnswerKind.Unreachable) return Wait(answer.Code, holdsSignIn: true);
            return Refusal.Classify(answer.Code) is RefusalClass.SwitchOver or RefusalClass.Transient
                ? Wait(answer.Code, holdsSignIn: true)
                : AskToSignIn();
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
