using Supervisor.Simulator.Callbacks;
using Supervisor.Simulator.Sessions;

namespace Supervisor.Simulator.Floor;

// The agent's event queue as the push of a session sees it.
internal sealed partial class Seat
{
    /// <summary>Events of one POST at most: a backlog of a thousand is ten ordinary bodies, not one that no receiver takes.</summary>
    private const int BatchLimit = 100;

    /// <summary>The batch to send now with the headers of now, the same batch until it was acknowledged; null: the line rests, or the session is over.</summary>
    public PushBatch? NextPush(GatewaySession session)
    {
        using (AtOnce())
        {
            if (session is not { Ended: false, Push: { } push })
                return null;
            if (push.Leaving.Length == 0)
                push.Leaving = TakeForPush(session);
            push.AtRest = push.Leaving.Length == 0;
            return push.AtRest ? null : new PushBatch(push.Leaving, session.Guids.Current, push.Token);
        }
    }

    /// <summary>The fate of a POST: delivered goes into the account, anything else stays the batch to send.</summary>
    public void PushSettled(GatewaySession session, bool delivered)
    {
        using (AtOnce())
        {
            if (session.Push is not { } push)
                return;
            if (!delivered)
            {
                _floor.Counters.CountPushFailure();
                return;
            }
            _floor.Counters.CountPush();
            foreach (var sent in push.Leaving)
                NoteDelivered(sent);
            push.Leaving = [];
            // the last event of a platform sign-out was received: now the session is over
            if (session is { Closing: true, Ended: false, Queue.Count: 0 })
            {
                session.End();
                if (_session == session)
                    _session = null;
            }
        }
    }

    private static GatewayEvent[] TakeForPush(GatewaySession session)
    {
        var batch = new GatewayEvent[Math.Min(session.Queue.Count, BatchLimit)];
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = session.Queue.First!.Value;
            session.Queue.RemoveFirst();
        }
        return batch;
    }
}

/// <summary>What one POST carries.</summary>
internal readonly record struct PushBatch(GatewayEvent[] Events, string Guid, string Token);
