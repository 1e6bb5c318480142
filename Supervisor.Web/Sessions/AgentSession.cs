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

/// <summary>What all sessions share.</summary>
/// <param name="Post">The way to the floor.</param>
/// <param name="ReadPassword">Opens a protected password; null where it cannot be read.</param>
/// <param name="Pacer">Spreads the sign-ins.</param>
/// <param name="PollGap">Pause between an answer and the next poll.</param>
/// <param name="SignOutCutsCalls">Whether the last try of a sign-out is a forced one.</param>
/// <param name="Callers">Who may push events to us.</param>
/// <param name="Beats">Ends their pauses, and has the clock.</param>
/// <param name="Jitter">Random numbers, 0 to 1.</param>
internal sealed record SessionSurroundings(
    Func<FloorInput, CancellationToken, ValueTask> Post,
    Func<byte[], string?> ReadPassword,
    SignInPacer Pacer,
    TimeSpan PollGap,
    bool SignOutCutsCalls,
    TokenTable<PushFeed> Callers,
    Beats Beats,
    Func<double> Jitter)
{
    /// <summary>The clock.</summary>
    public TimeProvider Time => Beats.Time;

    /// <summary>Spreads the requests of sessions that come back after a loss; null: they are not spread.</summary>
    public SignInPacer? Returns { get; init; }

    /// <summary>Keeps what a sign-in has shown of a password that the gateway may have taken: whose it is, the protected password, whether it holds.</summary>
    public Func<AgentId, byte[], bool, CancellationToken, Task> SettlePassword { get; init; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>Until when the run before this one was there to see (UTC); null in the first run.</summary>
    public Func<DateTimeOffset?> LastSeen { get; init; } = () => null;

    /// <summary>Whether the floor shows the agent in a call.</summary>
    public Func<AgentId, bool> IsInCall { get; init; } = _ => false;

    /// <summary>Counts what the sessions do.</summary>
    public SessionMetrics Metrics { get; init; } = SessionMetrics.Unheard;

    /// <summary>Reads the newest events of an agent that the gateway sent and the store has, oldest first.</summary>
    public Func<AgentId, CancellationToken, Task<IReadOnlyList<GatewayEvent>>> ReadStored { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<GatewayEvent>>([]);
}

/// <summary>
/// Drives one gateway session: does the one thing that <see cref="SessionMachine"/> asks for, reports how it ended, and so on until the end.
/// One request at a time; only a wait, a pause or a poll is ever interrupted. What belongs to push mode alone is in AgentSession.Push.cs.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token sources have no timer and no wait handle; a request may still reach a session that has just ended.")]
internal sealed partial class AgentSession(AgentPlan plan, SessionSurroundings around, ILogger logger, KeptSignIn? kept = null)
{
    private const int LongestTypeShown = 60;
    private const int MostStatusQuestions = 3;

    // a session without a poll must not look live for longer
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromSeconds(3);

    // A person asks at most now and then; what was asked is handled after the answer that is outstanding.
    private ImmutableQueue<SessionInput> _requests = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Pause _pause = new(around.Beats);
    private bool _nudged;

    private SessionState _state = Begun(plan, kept);
    private volatile bool _cutsCall;
    private SessionTicket _ticket = kept is null ? SessionTicket.None : new SessionTicket(kept.Guid, kept.Cookies);
    private SignInResult? _signedIn = kept is null ? null : new SignInResult(kept.SignedInAt, false, null);
    // from the beginning what the last run has left: the file of sign-ins may be replaced before the session's first step
    private SessionHealth _health = new(SessionState.Initial, null, null, null, null, 0, Password: kept?.Password);
    // apart from the rest, which seldom changes: these two do with every poll
    private long _polledAt;

    public AgentPlan Plan => plan;

    /// <summary>Called when a sign-in has come, gone, or been taken over from the last run.</summary>
    public Action SignInMoved { private get; init; } = () => { };

    /// <summary>Where it stands; other threads may read it at any time.</summary>
    public SessionState State => Volatile.Read(ref _state);

    /// <summary>A value, made for who asks; other threads may read it at any time.</summary>
    public SessionHealth Health => Volatile.Read(ref _health) with
    {
        State = State,
        LastPollAt = Volatile.Read(ref _polledAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
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
            SessionInput? input = null;
            if (action is not SessionAction.Poll poll)
            {
                input = await DoAsync(action, abandon);
            }
            else if (await WaitAsync(poll.After ?? around.PollGap))
            {
                try
                {
                    // awaited here and nowhere deeper: ten thousand polls wait, and each method that waits with them leaves its state behind
                    input = !(poll.After > TimeSpan.Zero) || await MayComeBackAsync()
                        ? await PolledAsync(await plan.Client.PollAsync(plan.Id.WorkNo, Show(), _stop.Token), abandon)
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

    private static SessionState Begun(AgentPlan plan, KeptSignIn? kept) => kept is null
        ? SessionState.Initial with { Pushed = plan.Callback is not null }
        : SessionState.Kept(kept.GoodAt, kept.InQueues, plan.Callback is not null);

    private DateTimeOffset Now => around.Time.GetUtcNow();

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
        await around.Post(new FloorInput.Happened(moved, turned ? Keep.Always : Keep.Never), abandon);
    }

    private async Task<SessionInput?> DoAsync(SessionAction action, CancellationToken abandon)
    {
        switch (action)
        {
            case SessionAction.SignIn signIn:
                return await SignInAsync(signIn.Forced, abandon);
            case SessionAction.EnterQueues:
                return new SessionInput.QueuesAnswered(await CommandAsync(ticket => plan.Client.EnterQueuesAsync(plan.Id.WorkNo, plan.Credential.Skills, ticket, abandon), abandon));
            case SessionAction.Heartbeat heartbeat:
                return await WaitAsync(heartbeat.After ?? UntilHeartbeat()) ? await HeartbeatAsync(abandon) : null;
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
        try
        {
            using var turn = await around.Pacer.EnterAsync(_stop.Token);
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
            // Stopped while waiting for its turn: nothing was sent.
            return new SessionInput.SignInAnswered(Answer.Unreachable(Failure.NotSent));
        }
    }

    private async Task<Answer> CommandAsync(Func<SessionTicket, Task<GatewayReply>> send, CancellationToken abandon)
    {
        var began = around.Time.GetTimestamp();
        var answer = Note(await AloneAsync(() => send(Show()), abandon));
        var roundTrip = around.Time.GetElapsedTime(began);
        around.Metrics.Answered(roundTrip);
        Update(health => health with { RoundTrip = roundTrip });
        return answer;
    }

    // After an outage all sessions come back at once: in turn, or their handshakes would be the next outage.
    private async Task<Answer> InTurnAsync(Func<Task<Answer>> ask, CancellationToken abandon)
    {
        if (around.Returns is null) return await ask();
        try
        {
            using var turn = await around.Returns.EnterAsync(_stop.Token);
            return await ask();
        }
        catch (OperationCanceledException) when (!abandon.IsCancellationRequested)
        {
            // Stopped while waiting for its turn: nothing was sent.
            return Answer.Unreachable(Failure.NotSent);
        }
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
            if (told is { } status) await around.Post(new FloorInput.Happened(SessionEvents.Status(plan.Id, status, AgentStatus.ReadSince(reply.Envelope!.Result, Now), Now), _state.IsFeeding ? Keep.WhereNew : Keep.Always), abandon);
            return answer;
        }
    }

    // With a pause of its own a poll follows one that has failed. Those that were broken together do not come back together.
    private async ValueTask<bool> MayComeBackAsync() => around.Returns is not { } returns || await returns.TryPassAsync(LongestDoubt, _stop.Token);

    private async ValueTask<SessionInput> PolledAsync(GatewayReply reply, CancellationToken abandon)
    {
        var answer = Note(reply);
        around.Metrics.Polled(answer.Kind, reply.Envelope?.Events.Count ?? 0);
        if (answer.Kind == AnswerKind.Ok) Volatile.Write(ref _polledAt, Now.UtcTicks);
        else if (answer.Code is Failure.TooLarge or Failure.NotProtocol) await LostAsync(answer.Code, abandon);
        var signedOut = false;
        if (reply.Envelope is { Events.Count: > 0 and var count } envelope)
            for (var i = 0; i < count; i++) signedOut |= await HandOnAsync(envelope.Events[i], abandon) is AgentEvent.SignedOutByGateway;

        return answer.Kind == AnswerKind.Ok && !signedOut ? SessionInput.PollAnswered.Well : new SessionInput.PollAnswered(answer, signedOut);
    }

    private async ValueTask<AgentEvent> HandOnAsync(GatewayEvent sent, CancellationToken cancellationToken)
    {
        var observed = SessionEvents.FromGateway(plan, sent, Now);
        var known = observed.Event is not AgentEvent.Unrecognised;
        Update(health => known
            ? health with { Events = health.Events + 1, LastEventAt = observed.ReceivedAt }
            : health with { Events = health.Events + 1, LastEventAt = observed.ReceivedAt, Fault = Unrecognised(sent.Type), FaultAt = observed.ReceivedAt });
        await around.Post(new FloorInput.Happened(observed), cancellationToken);
        return observed.Event;
    }

    // The gateway gave an event away and we could not read it: that is a fact of the history too, and what the agent does now has to be asked.
    private async Task LostAsync(string cause, CancellationToken abandon)
    {
        await around.Post(new FloorInput.Happened(SessionEvents.Gap(plan.Id, cause, Now)), abandon);
        await AskStatusAsync(abandon);
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

    // named only where it looks like a type of the catalogue: anything else may be a GUID or a token
    private static string Unrecognised(string type) =>
        type.Length <= LongestTypeShown && type.Contains('_', StringComparison.Ordinal) && type.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? $"an event of the unknown type {type}"
            : "an event of an unknown type";

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
