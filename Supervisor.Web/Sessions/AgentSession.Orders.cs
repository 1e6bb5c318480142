using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Orders of persons. They go beside the outstanding poll, so that nobody waits its 10 s, and never beside anything else: the gateway takes one command at a time (protocol.md
/// section 8, row 32), and nothing at all beside a sign-in, a sign-out or the entering of queues (seed text "Signing In", note).
/// </summary>
internal sealed partial class AgentSession
{
    /// <summary>How long an order waits for the command before it.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _wire = new(1);

    /// <summary>The ticket that the loop's request in hand has shown.</summary>
    private SessionTicket _shown = SessionTicket.None;

    /// <summary>Sends <paramref name="order"/> now; <c>not-sent</c> where the session is not live.</summary>
    public async Task<OrderEnd> OrderAsync(GatewayOrder order)
    {
        if (!State.IsFeeding) return OrderEnd.NotSent;
        using var late = new CancellationTokenSource(LongestTurn, around.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stop.Token);
        try
        {
            await _wire.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return OrderEnd.NotSent;
        }

        try
        {
            // it may have ended while this one waited for its turn
            return State.IsFeeding ? await SendOrderAsync(order) : OrderEnd.NotSent;
        }
        finally
        {
            _wire.Release();
        }
    }

    private async Task<OrderEnd> SendOrderAsync(GatewayOrder order)
    {
        var shown = Volatile.Read(ref _ticket);
        var began = around.Time.GetTimestamp();
        try
        {
            var reply = await plan.Client.OrderAsync(plan.Id.WorkNo, order, shown, _stop.Token);
            Renew(shown, reply.Ticket);
            Volatile.Write(ref _roundTrip, around.Time.GetElapsedTime(began).Ticks);
            return new OrderEnd(reply.Answer, reply.Envelope is { } envelope ? GatewayNote.Of(envelope, [shown.Guid, reply.Ticket.Guid, .. KnownSecrets()]) : null, reply.Envelope?.Result ?? default);
        }
        catch (OperationCanceledException)
        {
            // the session ends meanwhile: nobody knows whether it has arrived
            return new OrderEnd(Answer.Unreachable(Failure.Reset));
        }
    }

    // Shows the ticket of the loop's next request.
    private SessionTicket Show() => _shown = Volatile.Read(ref _ticket);

    private void Renew(SessionTicket shown, SessionTicket answered)
    {
        SessionTicket before;
        do before = Volatile.Read(ref _ticket);
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _ticket, before.Renewed(shown, answered), before), before));
    }

    // One command at a time: the loop's own commands take the same turn. A poll is none.
    private async Task<T> AloneAsync<T>(Func<Task<T>> send, CancellationToken abandon)
    {
        await _wire.WaitAsync(abandon);
        try
        {
            return await send();
        }
        finally
        {
            _wire.Release();
        }
    }
}
