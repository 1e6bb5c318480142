using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

// Push mode: the gateway calls us back, and heartbeats keep the sign-in alive (seed text "Maintaining the Heartbeat by an Agent").
internal sealed partial class AgentSession
{
    private const string NothingPushed = "no event was pushed since the sign-in: can the gateway reach this app's callback address, and does it trust its certificate?";

    private enum HeartbeatForm
    {
        Unknown,
        Current,
        Old,
    }

    private PushFeed? _push;
    private HeartbeatForm _heartbeatForm;
    private DateTimeOffset _heartbeatAt;
    private DateTimeOffset _statusAt;
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
        _heartbeatAt = _statusAt = Now;
        _receivedBefore = _push.Received;
        return (plan.Callback!, _push.Tokens.Begin(Now));
    }

    private async ValueTask ReceiveAsync(GatewayEvent sent, CancellationToken cancellationToken)
    {
        around.Metrics.Pushed();
        if (await HandOnAsync(sent, cancellationToken) is AgentEvent.SignedOutByGateway) Ask(new SessionInput.SignedOutByGateway());
    }

    // a clock that is set back must not make the gateway wait for a heartbeat longer than it does
    private TimeSpan UntilHeartbeat() => _heartbeatAt + SessionMachine.HeartbeatInterval - Now is var left && left < SessionMachine.HeartbeatInterval ? left : SessionMachine.HeartbeatInterval;

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
        Update(health => health with { LastHeartbeatAt = _heartbeatAt, Duplicates = _push.Duplicates });
        // a sign-in raises events (seed text "Signing In", triggered events): none came
        if (_push.Received == _receivedBefore) Update(health => health with { Fault = NothingPushed, FaultAt = Now });
        var heardAt = Health.LastEventAt > _statusAt ? Health.LastEventAt.Value : _statusAt;
        var silent = Now - heardAt >= SessionMachine.LongestSilence;
        if (silent) _statusAt = Now;
        return new SessionInput.HeartbeatAnswered(answer, silent);
    }

    // An older generation (protocol.md section 8, row 27).
    private static bool MeansOldGateway(Answer answer) => answer is { Kind: AnswerKind.Refused, Code: "000-002" }
        || answer is { Kind: AnswerKind.Unreachable, Code: Failure.HttpPrefix + "404" or Failure.HttpPrefix + "405" };
}
