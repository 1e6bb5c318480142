using System.Diagnostics.CodeAnalysis;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Subscriptions;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Subscriptions;

/// <summary>What all subscriptions share.</summary>
/// <param name="Tokens">Which tokens results may show.</param>
/// <param name="ReadPassword">Opens a protected password; null where it cannot be read.</param>
/// <param name="Time">The clock.</param>
/// <param name="Jitter">Random numbers, 0 to 1.</param>
internal sealed record SubscriptionSurroundings(TokenTable<SubscriptionSource> Tokens, Func<byte[], string?> ReadPassword, TimeProvider Time, Func<double> Jitter);

/// <summary>
/// Drives one subscription: does the one thing that <see cref="SubscriptionMachine"/> asks for, reports how it ended, and so on until it is stopped.
/// One request at a time; only a wait is ever interrupted. Nothing is sent at the end, as there is no interface for it (protocol.md section 6.4).
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token sources have no timer and no wait handle; a request may still reach a subscription that has just ended.")]
internal sealed class SubscriptionDriver
{
    /// <summary>How long the token of a registration is accepted after the next one: the gateway may hold the old one for so long, and deliver under it.</summary>
    public static readonly TimeSpan FormerTokens = SubscriptionMachine.GatewayMemory;

    private readonly SubscriptionPlan _plan;
    private readonly SubscriptionSurroundings _around;
    private readonly Action _changed;
    private readonly ILogger _logger;
    private readonly SubscriptionSource _source;
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _nudge = new();

    private SubscriptionState _state = SubscriptionState.Initial;
    private SessionTicket _ticket = SessionTicket.None;
    private string? _token;
    private IReadOnlyList<FormerToken> _former = [];
    private KeptSubscription _kept;

    /// <param name="plan">What is desired.</param>
    /// <param name="around">What all subscriptions share.</param>
    /// <param name="changed">Called after each change of <see cref="Kept"/>.</param>
    /// <param name="logger">The log.</param>
    /// <param name="left">What was left when this gateway's subscription ended last; null for nothing.</param>
    public SubscriptionDriver(SubscriptionPlan plan, SubscriptionSurroundings around, Action changed, ILogger logger, KeptSubscription? left = null)
    {
        (_plan, _around, _changed, _logger, _source) = (plan, around, changed, logger, new SubscriptionSource(plan.Gateway));
        if (left is not null) TakeUp(left);
        _kept = Snapshot();
    }

    public SubscriptionPlan Plan => _plan;

    /// <summary>Where it stands, and what a later run needs to go on. A value; other threads may read it at any time.</summary>
    public KeptSubscription Kept => Volatile.Read(ref _kept);

    /// <summary>End after the request that is under way.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Try again now.</summary>
    public void Retry() => Volatile.Read(ref _nudge).Cancel();

    /// <summary>From now on results with its tokens are refused: for one that has ended and is no longer wanted.</summary>
    public void RefuseResults()
    {
        if (_token is not null) _around.Tokens.Refuse(_token);
        foreach (var former in _former) _around.Tokens.Refuse(former.Token);
    }

    /// <summary>Runs until stopped.</summary>
    /// <param name="abandon">Gives up at once, also a request that is under way.</param>
    public async Task RunAsync(CancellationToken abandon)
    {
        var action = Take(new SubscriptionInput.Start());
        while (!_stop.IsCancellationRequested && await DoAsync(action, abandon) is { } input) action = Take(input);
    }

    private DateTimeOffset Now => _around.Time.GetUtcNow();

    private void TakeUp(KeptSubscription left)
    {
        _former = [.. left.Former.Where(former => former.Until > Now)];
        if (left.Registration == _plan.Registration)
        {
            _state = SubscriptionState.Kept(left.State);
            (_ticket, _token) = (new SessionTicket(left.Guid, left.Cookies), left.Token);
            if (_token is not null) _around.Tokens.Accept(_token, _source);
        }
        else if (left.Token is not null) Retire(left.Token);
        foreach (var former in _former) _around.Tokens.Accept(former.Token, _source, former.Until);
    }

    private SubscriptionAction Take(SubscriptionInput input)
    {
        var before = _state;
        (_state, var action) = SubscriptionMachine.Next(before, input, Now, _around.Jitter());
        Volatile.Write(ref _kept, Snapshot());
        if (_state.HasTurned(before)) Report(before);
        _changed();
        return action;
    }

    private KeptSubscription Snapshot() => new(_plan.Gateway, _plan.Registration, _state, _token, _ticket.Guid, _ticket.Cookies, _former);

    private void Report(SubscriptionState before)
    {
        if (_state.LastCode is { } code) _logger.Troubled(_plan.Gateway, before.Phase, _state.Phase, RetCode.Explain(code));
        else if (_state.Phase != before.Phase) _logger.Moved(_plan.Gateway, before.Phase, _state.Phase);
        if (_state is { Phase: SubscriptionPhase.Registered, ServerId: { } serverId } && before.Phase != SubscriptionPhase.Registered) _logger.Registered(_plan.Gateway, serverId);
    }

    // Null when it is to end.
    private async Task<SubscriptionInput?> DoAsync(SubscriptionAction action, CancellationToken abandon) => action switch
    {
        SubscriptionAction.LogIn => await LogInAsync(abandon),
        SubscriptionAction.Register => await RegisterAsync(abandon),
        SubscriptionAction.Handshake handshake => new SubscriptionInput.HandshakeAnswered(Note(await _plan.Client.HandshakeAsync(handshake.ServerId, _token ?? "", _ticket, abandon))),
        SubscriptionAction.Wait wait => await WaitAsync(wait.Delay),
        _ => await WaitAsync(Timeout.InfiniteTimeSpan),
    };

    private async Task<SubscriptionInput> LogInAsync(CancellationToken abandon)
    {
        if (_around.ReadPassword(_plan.Settings.ProtectedPassword) is not { } password)
            return new SubscriptionInput.LoginAnswered(Answer.Refused(Failure.UnreadablePassword));
        return new SubscriptionInput.LoginAnswered(Note(await _plan.Client.LogInAsync(_plan.Settings.AgentId!.Value, password, abandon)));
    }

    private async Task<SubscriptionInput> RegisterAsync(CancellationToken abandon)
    {
        var token = ServiceToken.New();
        // results may come before the answer
        _around.Tokens.Accept(token, _source);
        var reply = await _plan.Client.RegisterAsync(new SubscriptionForm(token, _plan.CallbackUri, _plan.Settings.NlpFlag, _plan.Settings.FlowAccessCode), _ticket, abandon);
        var answer = Note(reply);
        if (answer.Kind == AnswerKind.Ok && ServerId.In(reply) is { } serverId)
        {
            if (_token is not null) Retire(_token);
            _token = token;
            return new SubscriptionInput.RegisterAnswered(answer, serverId);
        }

        // The gateway may have registered all the same: what it then sends is refused, or it would double what the next registration brings.
        _around.Tokens.Refuse(token);
        return new SubscriptionInput.RegisterAnswered(answer.Kind == AnswerKind.Ok ? Answer.Unreachable(Failure.NotProtocol) : answer, null);
    }

    private void Retire(string token)
    {
        foreach (var old in _former.Where(former => former.Until <= Now)) _around.Tokens.Refuse(old.Token);
        var retired = new FormerToken(token, Now + FormerTokens);
        _around.Tokens.Accept(retired.Token, _source, retired.Until);
        _former = [.. _former.Where(former => former.Until > Now), retired];
    }

    private Answer Note(GatewayReply reply)
    {
        _ticket = reply.Ticket;
        return reply.Answer;
    }

    private async Task<SubscriptionInput?> WaitAsync(TimeSpan wait)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, Volatile.Read(ref _nudge).Token);
        try
        {
            await Task.Delay(wait, _around.Time, either.Token);
            return new SubscriptionInput.WaitOver();
        }
        catch (OperationCanceledException)
        {
            if (_stop.IsCancellationRequested) return null;
            Volatile.Write(ref _nudge, new CancellationTokenSource());
            return new SubscriptionInput.Retry();
        }
    }
}
