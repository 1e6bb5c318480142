using Supervisor.Domain.Codes;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

// Polling mode (seed text "Obtaining Events of One Agent in Polling Mode"), and what becomes of an event however it came.
internal sealed partial class AgentSession
{
    private const int LongestTypeShown = 60;

    // a session without a poll must not look live for longer
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromSeconds(3);

    private ObservedEvent? _unproved;

    // With a pause of its own a poll follows one that has failed. Those that were broken together do not come back together.
    private async ValueTask<bool> MayPollAsync(SessionAction.Poll poll) => !(poll.After > TimeSpan.Zero) || plan.Pace is not { Returns: var returns } || await returns.TryPassAsync(LongestDoubt, _stop.Token);

    // Where polls fail it is answered all the same, and would make the agent known for the seconds until the next one fails: it waits for the poll that proves the session.
    private ValueTask TellAsync(ObservedEvent status, CancellationToken abandon)
    {
        _unproved = _state.AwaitsPoll ? status : null;
        return _unproved is null ? around.Post(new FloorInput.Happened(status, _state.IsFeeding ? Keep.WhereNew : Keep.Always), abandon) : ValueTask.CompletedTask;
    }

    private async ValueTask<SessionInput> PolledAsync(GatewayReply reply, CancellationToken abandon)
    {
        var answer = Note(reply);
        if (answer.Kind == AnswerKind.Ok && _unproved is { } proved) await around.Post(new FloorInput.Happened(proved with { ReceivedAt = Now }), abandon);
        _unproved = null;
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
        Volatile.Write(ref _eventMark, around.Time.GetTimestamp());
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

    // named only where it looks like a type of the catalogue: anything else may be a GUID or a token
    private static string Unrecognised(string type) =>
        type.Length <= LongestTypeShown && type.Contains('_', StringComparison.Ordinal) && type.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? $"an event of the unknown type {type}"
            : "an event of an unknown type";
}
