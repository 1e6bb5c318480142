using Supervisor.Domain.Sessions;
using static Supervisor.Domain.Subscriptions.SubscriptionInput;

namespace Supervisor.Domain.Subscriptions;

/// <summary>
/// The rules of one recognition subscription as a pure function: state and input in, state and one action out.
/// Sources: seed texts "Subscription" and "Handshake (Extended)", protocol.md sections 1.4 (C5), 5 (107-xxx) and 6.1 to 6.4.
/// Inputs that cannot happen in a state, or come too late, leave the state as it is.
/// </summary>
public static class SubscriptionMachine
{
    /// <summary>A handshake is sent this long after the last one was sent (seed text "Handshake (Extended)": every two minutes).</summary>
    public static readonly TimeSpan BetweenHandshakes = TimeSpan.FromMinutes(2);

    /// <summary>Without a handshake the gateway forgets the subscription after this time (seed text "Handshake (Extended)").</summary>
    public static readonly TimeSpan GatewayMemory = TimeSpan.FromMinutes(5);

    /// <summary>Pause after the first failure.</summary>
    public static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two tries that the gateway refuses.</summary>
    public static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    /// <summary>Longest pause while the gateway cannot be reached: short enough for several tries before it forgets us.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Decides.</summary>
    /// <param name="state">Where the subscription stands.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">When (UTC).</param>
    /// <param name="jitter">Random number, 0 to 1, that spreads the tries.</param>
    /// <returns>The new state (the same reference where nothing changed) and the one thing to do.</returns>
    public static (SubscriptionState State, SubscriptionAction Action) Next(SubscriptionState state, SubscriptionInput input, DateTimeOffset now, double jitter) =>
        new Step(state, now, jitter).Take(input);

    private readonly record struct Step(SubscriptionState State, DateTimeOffset Now, double Jitter)
    {
        public (SubscriptionState, SubscriptionAction) Take(SubscriptionInput input) => (State.Phase, input) switch
        {
            (_, LoginAnswered a) when State.Asked == SubscriptionQuestion.Login => LoggedIn(a.Answer),
            (_, RegisterAnswered a) when State.Asked == SubscriptionQuestion.Register => Registered(a.Answer, a.ServerId),
            (_, HandshakeAnswered a) when State.Asked == SubscriptionQuestion.Handshake => ShookHands(a.Answer),
            _ when State.Asked != SubscriptionQuestion.None => (State, SubscriptionAction.None),

            (SubscriptionPhase.Off, Start) => GoOn(),
            (SubscriptionPhase.Registered or SubscriptionPhase.Waiting, WaitOver or Retry) => GoOn(),
            (SubscriptionPhase.Rejected, Retry) => LogIn(),

            _ => (State, SubscriptionAction.None),
        };

        private bool IsHeld => State is { ServerId: not null, LastGoodAt: { } good } && Now - good < GatewayMemory;

        // Without a login there is nothing to say; what the gateway still remembers is kept alive, as a second registration would double every result.
        private (SubscriptionState, SubscriptionAction) GoOn() =>
            State.LoggedInAt is null ? LogIn() : IsHeld ? Handshake() : Register();

        private (SubscriptionState, SubscriptionAction) LogIn() =>
            (Ask(SubscriptionPhase.LoggingIn, SubscriptionQuestion.Login) with { LoggedInAt = null, LoginIsNew = false }, new SubscriptionAction.LogIn());

        private (SubscriptionState, SubscriptionAction) Handshake() =>
            (Ask(SubscriptionPhase.Registering, SubscriptionQuestion.Handshake), new SubscriptionAction.Handshake(State.ServerId!));

        private (SubscriptionState, SubscriptionAction) Register()
        {
            var asking = Ask(SubscriptionPhase.Registering, SubscriptionQuestion.Register) with { ServerId = null, RegisteredAt = null, LastHandshakeAt = null };
            // what was registered is lost, so it is no longer called so
            return (asking.Phase == SubscriptionPhase.Registered ? asking with { Phase = SubscriptionPhase.Registering, Since = Now } : asking, new SubscriptionAction.Register());
        }

        private (SubscriptionState, SubscriptionAction) LoggedIn(Answer answer)
        {
            if (answer.Kind == AnswerKind.Ok) return (this with { State = State with { LoggedInAt = Now, LoginIsNew = true, RefusedCode = null } }).GoOn();
            if (answer.Kind == AnswerKind.Unreachable) return Wait(answer);
            return Classify(answer.Code) switch
            {
                RefusalClass.Locked => Rejected(answer.Code),
                RefusalClass.Final => State.RefusedCode == answer.Code ? Rejected(answer.Code) : WaitFor(ShortestRetry, answer.Code, State with { RefusedCode = answer.Code }),
                _ => Wait(answer),
            };
        }

        private (SubscriptionState, SubscriptionAction) Registered(Answer answer, string? serverId)
        {
            if (answer.Kind == AnswerKind.Ok && serverId is not null) return Good(State with { ServerId = serverId, RegisteredAt = Now });
            return answer.Kind == AnswerKind.Refused && IsLoginLost(answer.Code) && !State.LoginIsNew ? LogIn() : Wait(answer);
        }

        private (SubscriptionState, SubscriptionAction) ShookHands(Answer answer) => answer.Kind switch
        {
            AnswerKind.Ok => Good(State with { LastHandshakeAt = Now }),
            AnswerKind.Unreachable => Wait(answer),
            _ when IsLoginLost(answer.Code) && !State.LoginIsNew => LogIn(),
            _ => (this with { State = State with { LastCode = answer.Code } }).Register(),
        };

        private (SubscriptionState, SubscriptionAction) Good(SubscriptionState state)
        {
            var next = state.AskedAt + BetweenHandshakes;
            return (state with
            {
                Phase = SubscriptionPhase.Registered,
                Since = state.Phase == SubscriptionPhase.Registered ? state.Since : Now,
                Asked = SubscriptionQuestion.None,
                LastCode = null,
                Failures = 0,
                LoginIsNew = false,
                LastGoodAt = Now,
                NextTryAt = next,
            }, new SubscriptionAction.Wait(next <= Now ? TimeSpan.Zero : next - Now < BetweenHandshakes ? next - Now : BetweenHandshakes)); // the clock may have been set back meanwhile
        }

        private (SubscriptionState, SubscriptionAction) Rejected(string code) => (State with
        {
            Phase = SubscriptionPhase.Rejected,
            Since = Now,
            Asked = SubscriptionQuestion.None,
            LastCode = code,
            RefusedCode = code,
            NextTryAt = null,
        }, new SubscriptionAction.Rest());

        private (SubscriptionState, SubscriptionAction) Wait(Answer answer)
        {
            var failures = State.Failures + 1;
            var longest = answer.Kind == AnswerKind.Unreachable ? LongestSilence : LongestRetry;
            // a login that is refused although it is new is no login
            var loggedInAt = answer.Kind == AnswerKind.Refused && IsLoginLost(answer.Code) ? null : State.LoggedInAt;
            return WaitFor(Backoff.Delay(failures, ShortestRetry, longest, Jitter), answer.Code, State with { Failures = failures, LoggedInAt = loggedInAt });
        }

        private (SubscriptionState, SubscriptionAction) WaitFor(TimeSpan delay, string code, SubscriptionState state) => (state with
        {
            Phase = SubscriptionPhase.Waiting,
            Since = state.Phase == SubscriptionPhase.Waiting ? state.Since : Now,
            Asked = SubscriptionQuestion.None,
            LastCode = code,
            NextTryAt = Now + delay,
        }, new SubscriptionAction.Wait(delay));

        // A retry stays in its phase until something works, and a registration that is being kept alive stays one.
        private SubscriptionState Ask(SubscriptionPhase phase, SubscriptionQuestion question)
        {
            var entered = State.Phase is SubscriptionPhase.Registered or SubscriptionPhase.Waiting ? State.Phase : phase;
            return State with
            {
                Phase = entered,
                Since = entered == State.Phase ? State.Since : Now,
                Asked = question,
                AskedAt = Now,
                NextTryAt = null,
            };
        }

        // protocol.md sections 5 and 6.2
        private static bool IsLoginLost(string code) => code is "107-000" or "107-007" or "100-006";

        // of a refused login; what the agents' table does not know of the configuration passes by itself
        private static RefusalClass Classify(string code) => code is "107-000" or "107-001" or "107-004" or "107-005" ? RefusalClass.Transient : Refusal.Classify(code);
    }
}
