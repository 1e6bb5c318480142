using System.Threading.Channels;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Where gateways push events to (surface.md, "Addresses the gateway calls"; protocol.md section 7). The token decides whose events they are, before
/// anything of the body is read. The answer comes when the events are on the disk, or <see cref="CallbackAnswer.LongestWait"/> later: a gateway does not send twice.
/// </summary>
internal static class PushReceiver
{
    /// <summary>Path below the app's public base address.</summary>
    public const string Path = "/callback/agentevent";

    public static void MapPushReceiver(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, ReceiveAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> ReceiveAsync(HttpContext context, TokenTable<PushFeed> callers, RefusedCallbacks refused, FloorKeeper keeper, TimeProvider time)
    {
        if (callers.Find(context.Request.Headers[ServiceToken.Header]) is not { } feed) return refused.WrongToken(context);
        var (bytes, refusal) = await CallbackBody.ReadAsync(context.Request, context.RequestAborted);
        if (refusal is not null) return refusal;
        if (PushBody.Parse(bytes.Span) is not { } body) return CallbackBody.NoJson();
        try
        {
            // not the request's token: a push that is taken is taken whole
            var outcome = await feed.TakeAsync(body, CancellationToken.None);
            if (outcome == PushOutcome.UnknownAgent) return CallbackAnswer.Refused(StatusCodes.Status404NotFound, "The service_token does not belong to this agent.");
            if (outcome == PushOutcome.NoRoom) return CallbackAnswer.Refused(StatusCodes.Status503ServiceUnavailable, "The sign-in of this agent is not answered yet.");
            var began = time.GetTimestamp();
            // kept back until the sign-in is answered: neither folded nor written yet
            await feed.HandedOn.WaitAsync(CallbackAnswer.LongestWait, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (CallbackAnswer.LongestWait - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero) await keeper.SettleAsync(left);
        }
        catch (ChannelClosedException)
        {
            return CallbackAnswer.Refused(StatusCodes.Status503ServiceUnavailable, "Supervisor is stopping.");
        }

        return CallbackAnswer.Success;
    }
}
