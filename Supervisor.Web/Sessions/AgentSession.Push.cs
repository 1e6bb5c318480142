using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

// Push mode: the gateway calls us back, and heartbeats keep the sign-in alive (seed text "Maintaining the Heartbeat by an Agent").
internal sealed partial class AgentSession
{
    private const string NothingPushed = "no event was pushed since the sign-in: can the gateway reach this app's callback address, and does it trust its certificate?";

    private const long Never = long.MinValue;

    private enum HeartbeatForm
    {
        Unknown,
        Current,
        Old,
    }

    private PushFeed? _push;
    private HeartbeatForm _heartbeatForm;
    private DateTimeOffset _heartbeatAt;
    // of the last heartbeat that was answered well (UTC ticks; other threads read it)
    private long _beatenAt;
    // of the last event, of the last status that was told, and of the last one that was not what the floor shows; not by the wall clock: after one was set back an hour nothing would be in doubt for
    // that hour (timestamps; other threads read and write them)
    private long _eventMark = Never, _statusMark = Never, _doubtMark = Never;
    private long _receivedBefore = -1;

    private void BeginPush()
    {
        if (plan.Callback is null) return;
        _push = new PushFeed(plan.Id, around.Callers, ReceiveAsync, kept is null ? null : cancelled => around.ReadStored(plan.Id, cancelled));
        if (kept is not null) _push.Tokens.Begin(Now, kept.ServiceToken);
    }

    // Before the sign-in is sent: the first events may come before its answer.
    private async Task<(Uri, string)?> OfferCallbackAsync()
    {
        if (_push is null) return null;
        await _push.HoldAsync();
        _heartbeatForm = HeartbeatForm.Unknown;
        _heartbeatAt = Now;
        Volatile.Write(ref _statusMark, around.Time.GetTimestamp());
        _receivedBefore = _push.Received;
        return (plan.Callback!, _push.Tokens.Begin(Now));
    }

    private async ValueTask ReceiveAsync(GatewayEvent sent, CancellationToken cancellationToken)
    {
        around.Metrics.Pushed();
        if (await HandOnAsync(sent, cancellationToken) is AgentEvent.SignedOutByGateway) Ask(new SessionInput.SignedOutByGateway());
    }

    // a clock that is set back must not make the gateway wait for a heartbeat longer than it does
    private TimeSpan UntilHeartbeat() =>
        around.Beats.Together(_heartbeatAt + SessionMachine.HeartbeatInterval - Now is var left && left < SessionMachine.HeartbeatInterval ? left : SessionMachine.HeartbeatInterval);

    private async Task<SessionInput> HeartbeatAsync(CancellationToken abandon)
    {
        _heartbeatAt = Now;
        var shown = _push!.Tokens.ToShow(Now, renews: _heartbeatForm != HeartbeatForm.Old);
        var answer = _heartbeatForm == HeartbeatForm.Old
            ? await CommandAsync(ticket => plan.Client.OldHeartbeatAsync(plan.Id.WorkNo, ticket, abandon), abandon)
            : await CommandAsync(ticket => plan.Client.HeartbeatAsync(plan.Id.WorkNo, shown, ticket, abandon), abandon);
        if (_heartbeatForm == HeartbeatForm.Unknown && MeansOldGateway(answer))
        {
            answer = await CommandAsync(ticket => plan.Client.OldHeartbeatAsync(plan.Id.WorkNo, ticket, abandon), abandon);
            if (answer.Kind == AnswerKind.Ok) _heartbeatForm = HeartbeatForm.Old;
        }
        else if (answer.Kind == AnswerKind.Ok && _heartbeatForm == HeartbeatForm.Unknown)
        {
            _heartbeatForm = HeartbeatForm.Current;
        }

        around.Metrics.Beaten(answer.Kind);
        if (answer.Kind != AnswerKind.Ok) return new SessionInput.HeartbeatAnswered(answer);
        if (_heartbeatForm == HeartbeatForm.Current) _push.Tokens.Taken(Now);
        Volatile.Write(ref _beatenAt, _heartbeatAt.UtcTicks);
        // a sign-in raises events (seed text "Signing In", triggered events): none came
        if (_push.Received == _receivedBefore) Update(health => health with { Fault = NothingPushed, FaultAt = Now });
        return IsToBeAsked() ? new SessionInput.HeartbeatAnswered(answer, Doubtful: true) : SessionInput.HeartbeatAnswered.Well;
    }

    private bool IsToBeAsked()
    {
        var heard = Math.Max(Volatile.Read(ref _eventMark), Volatile.Read(ref _statusMark));
        var asks = heard <= Volatile.Read(ref _doubtMark) || around.Time.GetElapsedTime(heard) >= SessionMachine.LongestSilence;
        if (asks) Volatile.Write(ref _statusMark, around.Time.GetTimestamp());
        return asks;
    }

    /// <summary>What the gateway says that all its agents do, by id; null where it does not say. Nothing of it is told of this session: another agent's right may be all that is missing.</summary>
    public async Task<IReadOnlyDictionary<string, int>?> AskAllStatusAsync(CancellationToken cancellationToken)
    {
        var reply = await AloneAsync(
            async () =>
            {
                var shown = Volatile.Read(ref _ticket);
                var reply = await plan.Client.AskAllStatusAsync(plan.Id.WorkNo, shown, cancellationToken);
                Renew(shown, reply.Ticket);
                return reply;
            },
            cancellationToken);
        return reply.Answer.Kind == AnswerKind.Ok ? AgentStatus.ReadAll(reply.Envelope!.Result) : null;
    }

    /// <summary>The gateway has said what the agent does. Where the floor shows something else the agent is asked itself, with the next heartbeat.</summary>
    /// <param name="status">Table A (protocol.md section 2.9).</param>
    /// <param name="asked">Timestamp of before the gateway was asked: an event that came since then may be newer.</param>
    public void Compare(int status, long asked)
    {
        if (Volatile.Read(ref _eventMark) >= asked) return;
        if (GatewayStatus.Agrees(status, around.Shown(plan.Id))) Volatile.Write(ref _statusMark, asked);
        else Volatile.Write(ref _doubtMark, asked);
    }

    // An older generation (protocol.md section 8, row 27).
    private static bool MeansOldGateway(Answer answer) => answer is { Kind: AnswerKind.Refused, Code: "000-002" }
        || answer is { Kind: AnswerKind.Unreachable, Code: Failure.HttpPrefix + "404" or Failure.HttpPrefix + "405" };
}
