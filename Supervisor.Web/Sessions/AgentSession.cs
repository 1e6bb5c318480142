using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Codes;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Drives one gateway session: does the one thing that <see cref="SessionMachine"/> asks for, reports how it ended, and so on until the end.
/// One request at a time; only a wait, a pause or a poll is ever interrupted. What belongs to one way of obtaining events alone is in AgentSession.Polling.cs and AgentSession.Push.cs.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token sources have no timer and no wait handle; a request may still reach a session that has just ended.")]
internal sealed partial class AgentSession(AgentPlan plan, SessionSurroundings around, ILogger logger, KeptSignIn? kept = null)
{
    private const int MostStatusQuestions = 3;

    // A person asks at most now and then; what was asked is handled after the answer that is outstanding.
    private ImmutableQueue<SessionInput> _requests = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Pause _pause = new(around.Beats);
    private bool _nudged;

    private SessionState _state = Begun(plan, kept);
    private volatile bool _cutsCall;
    private bool _maySignIn = plan.SignedOut is null;
    private SessionTicket _ticket = kept is null ? SessionTicket.None : new SessionTicket(kept.Guid, kept.Cookies);
    private SignInResult? _signedIn = kept is null ? null : new SignInResult(kept.SignedInAt, false, null);
    // from the beginning what the last run has left: the file of sign-ins may be replaced before the session's first step
    private SessionHealth _health = new(SessionState.Initial, null, null, null, null, 0, Password: kept?.Password);
    // apart from the rest, which seldom changes: these do with every poll, and with every heartbeat
    private long _polledAt, _roundTrip = -1;

    public AgentPlan Plan => plan;

    /// <summary>Called when a sign-in has come, gone, or been taken over from the last run, and when events begin or cease to arrive.</summary>
    public Action SignInMoved { private get; init; } = () => { };

    /// <summary>Where it stands; other threads may read it at any time.</summary>
    public SessionState State => Volatile.Read(ref _state);

    /// <summary>A value, made for who asks; other threads may read it at any time.</summary>
    public SessionHealth Health => Volatile.Read(ref _health) with
    {
        State = State,
        LastPollAt = At(ref _polledAt),
        LastHeartbeatAt = At(ref _beatenAt),
        RoundTrip = Volatile.Read(ref _roundTrip) is >= 0 and var ticks ? new TimeSpan(ticks) : null,
        Duplicates = _push?.Duplicates ?? 0,
    };

    /// <summary>What a later run needs to go on with this sign-in; null while the gateway holds none.</summary>
    public KeptSignIn? Kept => State is { HoldsSignIn: true, LastGoodAt: { } goodAt } state && Volatile.Read(ref _ticket) is var ticket
        ? new KeptSignIn(plan.Id.Gateway, plan.Id.WorkNo, plan.Stamp.Credential, ticket.Guid, ticket.Cookies, goodAt, _signedIn?.LoginTime, state.InQueues, _health.Password)
        {
            Callback = plan.Callback,
            ServiceToken = _push is null ? kept?.ServiceToken : _push.Tokens.Current,
        }
        : null;

    /// <summary>Sign out, then end.</summary>
    /// <param name="cutsCall">At once, also in a call, which is released.</param>
    public void Stop(bool cutsCall = false)
    {
        if (cutsCall) _cutsCall = true;
        ImmutableInterlocked.Enqueue(ref _requests, new SessionInput.Stop());
        _stop.Cancel();
        Nudge();
    }

    /// <summary>Whether the agent may be signed in anew. From one thread at a time.</summary>
    public void LetSignIn(bool allowed)
    {
        if (_maySignIn == allowed) return;
        _maySignIn = allowed;
        Ask(new SessionInput.MaySignIn(allowed));
    }

    /// <summary>Try again now.</summary>
    public void Retry() => Ask(new SessionInput.Retry());

    /// <summary>Sign in by force.</summary>
    public void TakeOver() => Ask(new SessionInput.TakeOver());

    /// <summary>Runs until the session has ended.</summary>
    /// <param name="abandon">Gives up at once, without a sign-out.</param>
    public async Task RunAsync(CancellationToken abandon)
    {
        BeginPush();
        try
        {
            await DriveAsync(abandon);
        }
        finally
        {
            _push?.End();
            _desk.Close();
        }
    }

    private async Task DriveAsync(CancellationToken abandon)
    {
        var action = await TakeAsync(new SessionInput.Start(), abandon);
        while (action is not SessionAction.End)
        {
            abandon.ThrowIfCancellationRequested();
            if (_desk.IsTaken) await ChangeWaitingPasswordAsync(abandon);
            // the pause and the poll are awaited here and nowhere deeper: ten thousand wait, and each method that waits with them leaves its state behind
            SessionInput? input = null;
            if (PauseBefore(action) is not { } pause)
            {
                input = await DoAsync(action, abandon);
            }
            else if (await WaitAsync(pause))
            {
                try
                {
                    input = action is not SessionAction.Poll poll ? await HeartbeatAsync(abandon)
                        : await MayPollAsync(poll) ? await PolledAsync(await plan.Client.PollAsync(plan.Id.WorkNo, Show(), _stop.Token), abandon)
                        : new SessionInput.PollAnswered(Answer.Unreachable(_state.LastCode ?? Failure.NotSent), false);
                }
                catch (OperationCanceledException) when (_stop.IsCancellationRequested)
                {
                    // given up: the stop that was asked for comes next
                }
            }

            if (input is not null) action = await TakeAsync(input, abandon);
            while (ImmutableInterlocked.TryDequeue(ref _requests, out var request))
                if (await TakeAsync(request, abandon) is var instead and not SessionAction.Continue) action = instead;
        }
    }

    // before what is done again and again
    private TimeSpan? PauseBefore(SessionAction action) => action switch
    {
        SessionAction.Poll poll => poll.After ?? around.PollGap,
        SessionAction.Heartbeat heartbeat => heartbeat.After ?? UntilHeartbeat(),
        _ => null,
    };

    private static SessionState Begun(AgentPlan plan, KeptSignIn? kept) =>
        (kept is null ? SessionState.Initial with { Pushed = plan.Callback is not null } : SessionState.Kept(kept.GoodAt, kept.InQueues, plan.Callback is not null)) with { MaySignIn = plan.SignedOut is null };

    private DateTimeOffset Now => around.Time.GetUtcNow();

    private static DateTimeOffset? At(ref long ticks) => Volatile.Read(ref ticks) is > 0 and var told ? new DateTimeOffset(told, TimeSpan.Zero) : null;

    private void Ask(SessionInput request)
    {
        ImmutableInterlocked.Enqueue(ref _requests, request);
        Nudge();
    }

    private void Nudge()
    {
        Volatile.Write(ref _nudged, true);
        _pause.EndEarly();
    }

    private async ValueTask<SessionAction> TakeAsync(SessionInput input, CancellationToken abandon)
    {
        var before = _state;
        var (state, action) = SessionMachine.Next(before, input, Now, around.Jitter());
        Volatile.Write(ref _state, state);
        if (_state.HoldsSignIn != before.HoldsSignIn || _state.IsFeeding != before.IsFeeding) SignInMoved();
        if (_state.LooksDifferent(before)) await ReportMoveAsync(before, abandon);
        if (input is SessionInput.SignInAnswered { Answer.Kind: var answered } && _push is not null) await _push.ReleaseAsync(answered == AnswerKind.Ok, abandon);
        return action;
    }

    private async Task ReportMoveAsync(SessionState before, CancellationToken abandon)
    {
        var turned = _state.Phase != before.Phase || _state.LastCode != before.LastCode;
        if (_state.LastCode is { } code && turned) logger.Troubled(plan.Id, before.Phase, _state.Phase, Explain(code));
        else if (turned) logger.Moved(plan.Id, before.Phase, _state.Phase);
        var signedIn = _state.Phase == SessionPhase.EnteringQueues && before.Phase != SessionPhase.EnteringQueues;
        var resumed = _state.Phase == SessionPhase.Live && before.Phase == SessionPhase.SigningIn;
        var moved = SessionEvents.Moved(plan.Id, _state,
            signedIn ? _signedIn?.LoginTime ?? Now : resumed ? _signedIn?.LoginTime : null,
            signedIn ? plan.SignInState : null,
            signedIn || resumed ? plan.Credential.PhoneNumber : null, Now);
        await around.Post(new FloorInput.Happened(moved, turned ? Keep.Always : Keep.WhereItTurns), abandon);
    }

    private async Task<SessionInput?> DoAsync(SessionAction action, CancellationToken abandon)
    {
        switch (action)
        {
            case SessionAction.SignIn signIn:
                return await SignInAsync(signIn.Forced, abandon);
            case SessionAction.EnterQueues:
                return new SessionInput.QueuesAnswered(await CommandAsync(ticket => plan.Client.EnterQueuesAsync(plan.Id.WorkNo, plan.Credential.Skills, ticket, abandon), abandon));
            case SessionAction.RefreshGuid:
                return new SessionInput.GuidAnswered(await InTurnAsync(() => CommandAsync(ticket => plan.Client.RefreshGuidAsync(plan.Id.WorkNo, ticket, abandon), abandon), abandon));
            case SessionAction.AskStatus:
                return new SessionInput.StatusAnswered(_state.IsFeeding ? await AskStatusAsync(abandon) : await InTurnAsync(() => AskStatusAsync(abandon), abandon));
            case SessionAction.SignOut signOut:
                if (signOut.After > TimeSpan.Zero) await Task.Delay(signOut.After, around.Time, abandon);
                return new SessionInput.SignOutAnswered(await CommandAsync(ticket => plan.Client.SignOutAsync(plan.Id.WorkNo, _cutsCall || (signOut.LastTry && around.SignOutCutsCalls), ticket, abandon), abandon));
            case SessionAction.Wait wait:
                return await WaitAsync(Rest(wait.Delay)) ? new SessionInput.WaitOver() : null;
            default:
                await WaitAsync(Timeout.InfiniteTimeSpan);
                return null;
        }
    }

    // after an interruption only the rest of it, and never longer than it was: the clock may have been set back since
    private TimeSpan Rest(TimeSpan wait) => _state.NextTryAt - Now is { } left && left < wait ? left : wait;

    private async Task<SessionInput> SignInAsync(bool forced, CancellationToken abandon)
    {
        if (ReadPassword() is not { } password)
            return new SessionInput.SignInAnswered(Answer.Refused(Failure.UnreadablePassword));
        // of the sign-in before: what the gateway says of this one comes with it
        _unproved = null;
        try
        {
            using var turn = plan.Pace is { } pace ? await pace.SignIns.EnterAsync(_stop.Token) : null;
            var form = SignInForm.Write(plan.Credential, password, await OfferCallbackAsync());
            var reply = await AloneAsync(() =>
            {
                _ticket = _shown = SessionTicket.None;
                return plan.Client.SignInAsync(plan.Id.WorkNo, form, forced, abandon);
            }, abandon);
            var answer = Note(reply, password);
            around.Metrics.SignedIn(answer.Kind);
            if (answer.Kind == AnswerKind.Ok) Remember(SignInResult.Read(reply.Envelope!.Result));
            await LearnFromSignInAsync(answer, abandon);
            return new SessionInput.SignInAnswered(answer);
        }
        catch (OperationCanceledException) when (!abandon.IsCancellationRequested)
        {
            return new SessionInput.SignInAnswered(await GiveUpTurnAsync(abandon));
        }
    }

    private async Task<Answer> CommandAsync(Func<SessionTicket, Task<GatewayReply>> send, CancellationToken abandon)
    {
        var began = around.Time.GetTimestamp();
        var answer = Note(await AloneAsync(() => send(Show()), abandon));
        var roundTrip = around.Time.GetElapsedTime(began);
        around.Metrics.Answered(roundTrip);
        Volatile.Write(ref _roundTrip, roundTrip.Ticks);
        return answer;
    }

    // After an outage all sessions come back at once: in turn, or their handshakes would be the next outage.
    private async Task<Answer> InTurnAsync(Func<Task<Answer>> ask, CancellationToken abandon)
    {
        if (plan.Pace is not { } pace) return await ask();
        try
        {
            using var turn = await pace.Returns.EnterAsync(_stop.Token);
            return await ask();
        }
        catch (OperationCanceledException) when (!abandon.IsCancellationRequested)
        {
            return await GiveUpTurnAsync(abandon);
        }
    }

    // Stopped while waiting for its turn: nothing was sent. The stop is taken first, or ten thousand of them would each tell of a failure that is none.
    private async Task<Answer> GiveUpTurnAsync(CancellationToken abandon)
    {
        await TakeAsync(new SessionInput.Stop(), abandon);
        return Answer.Unreachable(Failure.NotSent);
    }

    private async Task<Answer> AskStatusAsync(CancellationToken abandon)
    {
        for (var asked = 1; ; asked++)
        {
            var received = _push?.Received;
            var reply = await AloneAsync(() => plan.Client.AskStatusAsync(plan.Id.WorkNo, Show(), abandon), abandon);
            var answer = Note(reply);
            var told = answer.Kind == AnswerKind.Ok ? AgentStatus.Read(reply.Envelope!.Result) : null;
            // an event that was pushed meanwhile may be newer than the answer
            if (told is not null && received != _push?.Received && asked < MostStatusQuestions) continue;
            if (told is { } status) await TellAsync(SessionEvents.Status(plan.Id, status, AgentStatus.ReadSince(reply.Envelope!.Result, Now), Now), abandon);
            return answer;
        }
    }

    private void Remember(SignInResult signedIn)
    {
        _signedIn = signedIn;
        Update(health => health with { Password = new(signedIn.MustChangePassword, signedIn.PasswordDaysLeft, Now), Media = signedIn.Media });
    }

    private string Explain(string code) => _health.Note is { } note && note.Code == code ? $"{RetCode.Explain(code)}: {note.Text}" : RetCode.Explain(code);

    private Answer Note(GatewayReply reply, params ReadOnlySpan<string?> passwords)
    {
        var before = _shown;
        Renew(before, reply.Ticket);
        if (reply.Answer.Kind == AnswerKind.Refused && !ErrorCatalogue.Find(reply.Answer.Code).IsKnown
            && GatewayNote.Of(reply.Envelope!, [before.Guid, reply.Ticket.Guid, .. KnownSecrets(), .. passwords]) is { } note) Tell(note);
        if (reply.Fault is not null) Blame(reply.Fault);
        return reply.Answer;
    }

    // in methods of their own: what a closure takes along is made where its method begins, and with every poll
    private void Tell(GatewayNote note) => Update(health => health with { Note = note });

    private void Blame(string fault)
    {
        Update(health => health with { Fault = fault, FaultAt = Now });
        logger.AnswerUnusable(plan.Id, fault);
    }

    // some gateways tell a request whole when they refuse it, and not only the sign-in's
    private string?[] KnownSecrets() =>
        [around.ReadPassword(plan.Credential.ProtectedPassword), Pending is { } pending ? around.ReadPassword(pending) : null, .. _push?.Tokens.Accepted ?? []];

    // Events may be pushed while the loop works.
    private void Update(Func<SessionHealth, SessionHealth> change) => ImmutableInterlocked.Update(ref _health, change);

    // True when the time has passed, false when somebody asked for something, also before anybody waited.
    private ValueTask<bool> WaitAsync(TimeSpan wait)
    {
        var waiting = _pause.ForAsync(wait);
        if (Interlocked.Exchange(ref _nudged, false)) _pause.EndEarly();
        return waiting;
    }
}
