using System.Threading.Channels;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Subscriptions;

/// <summary>
/// Takes recognition results from the platform (protocol.md section 6.3) and hands each to the floor keeper, as an event of the agent that
/// owns the call: order, gaps, history, exports and retention are those of any other event.
/// </summary>
internal sealed class RecognitionReceiver(
    ISubscriptions subscriptions, RefusedCallbacks refused, RecognitionAgents agents, FloorKeeper floor, TimeProvider time, ILogger<RecognitionReceiver> logger)
{
    private readonly RecognitionRepeats _repeats = new(time);
    private long _repeated;
    private long _unwatched;

    /// <summary>Results that came a second time, through another registration, since the start.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Results of agents that are not configured here, since the start: answered, not kept.</summary>
    public long Unwatched => Interlocked.Read(ref _unwatched);

    /// <summary>Answers one callback. 200 means that the result is on the disk, or will be as soon as the disk lets it, or is not wanted; 401, 400, 413 and 503 that nothing has changed.</summary>
    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (subscriptions.Find(http.Request.Headers[ServiceToken.Header]) is not { } source) return refused.WrongToken(http);
        var (body, refusal) = await CallbackBody.ReadJsonAsync(http.Request, http.RequestAborted);
        if (body is null) return refusal!;
        using (body)
        {
            if (RecognitionResult.Read(body.RootElement, out var problem) is not { } result) return CallbackAnswer.Refused(StatusCodes.Status400BadRequest, problem!);
            var receivedAt = time.GetUtcNow();
            subscriptions.Heard(source, 1);
            return await TakeAsync(new AgentId(source.Gateway, result.AgentId), result, receivedAt);
        }
    }

    private async Task<IResult> TakeAsync(AgentId agent, RecognitionResult result, DateTimeOffset receivedAt)
    {
        if (!await agents.WatchesAsync(agent))
        {
            if (Interlocked.Increment(ref _unwatched) == 1) logger.UnwatchedAgent(agent.WorkNo.All(char.IsAsciiDigit) ? agent.ToString() : agent.Gateway); // anything but a number may be anything
            return CallbackAnswer.Success;
        }

        if (_repeats.IsRepeat(agent, result))
        {
            Interlocked.Increment(ref _repeated);
            return CallbackAnswer.Success;
        }

        try
        {
            // not the request's token: a result that is taken is taken whole
            await floor.PostAsync(new FloorInput.Happened(Observed(agent, result, receivedAt)), CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            _repeats.Forget(agent, result);
            return CallbackAnswer.Refused(StatusCodes.Status503ServiceUnavailable, "Supervisor is stopping.");
        }

        await floor.SettleAsync(CallbackAnswer.LongestWait);
        return CallbackAnswer.Success;
    }

    private static ObservedEvent Observed(AgentId agent, RecognitionResult result, DateTimeOffset receivedAt) => new()
    {
        Agent = agent,
        ReceivedAt = receivedAt,
        Origin = EventOrigin.Recognition,
        Type = Utterance.EventType,
        Event = new AgentEvent.Recognised(result.Utterance),
        Content = result.Content,
    };
}
