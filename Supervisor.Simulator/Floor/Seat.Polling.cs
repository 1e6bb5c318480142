using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Sessions;

namespace Supervisor.Simulator.Floor;

// The agent's event queue as polls see it.
internal sealed partial class Seat
{
    /// <summary>Starts a poll: a turn, a code to refuse with, or the answer still on its way out that has to settle first.</summary>
    public PollStart BeginPoll(string? guid, string? cookie)
    {
        using (AtOnce())
        {
            if (_session is not { } session)
                return new(Code: RetCode.NotSignedIn);
            if (Authorise(session, guid, cookie, heartbeat: false) is { } refused)
                return new(Code: refused);
            if (session.PushMode)
                return new(Code: RetCode.WrongEventMethod);
            if (session.Turn is not null)
                return new(Code: RetCode.CalledRepeatedly);
            if (session.Leaving is { } leaving)
                return new(WaitFor: leaving.Settled);
            var turn = new PollTurn(session);
            session.Turn = turn;
            if (session.Queue.Count > 0 || session.Closing)
                turn.Wake();
            return new(Turn: turn);
        }
    }

    /// <summary>Ends the waiting of a poll: takes the next event, if any. Returns a code to refuse with, or null.</summary>
    public string? Take(PollTurn turn)
    {
        using (AtOnce())
        {
            var session = turn.Session;
            session.Turn = null;
            session.LastRequest = _scheduler.Now;
            if (session.Ended)
                return RetCode.NotSignedIn;
            if (session.Queue.First is { } first)
            {
                session.Queue.RemoveFirst();
                turn.Taken = first.Value;
            }
            else if (session.Closing)
            {
                session.End();
                if (_session == session)
                    _session = null;
                return RetCode.NotSignedIn;
            }
            turn.NewGuid = session.Guids.RotateIfDue(_scheduler.Now);
            session.Leaving = turn;
            return null;
        }
    }

    /// <summary>The fate of a poll answer: delivered goes into the account, lost goes back to the front of the queue.</summary>
    public void Settle(PollTurn turn, bool delivered)
    {
        using (AtOnce())
        {
            var session = turn.Session;
            if (session.Turn == turn)
                session.Turn = null;
            if (session.Leaving == turn)
                session.Leaving = null;
            if (delivered && turn.Taken is { } sent)
            {
                NoteDelivered(sent);
            }
            else if (delivered)
            {
                _floor.Counters.CountIdlePoll();
            }
            else
            {
                if (turn.NewGuid is { } lost)
                    session.Guids.Withdraw(lost);
                if (turn.Taken is { } returned && !session.Ended)
                {
                    session.Queue.AddFirst(returned);
                    session.Turn?.Wake();
                    _floor.Counters.CountReturned();
                }
            }
            turn.Taken = null;
        }
        turn.Settle();
    }
}

/// <summary>How a poll began: exactly one member is set.</summary>
internal readonly record struct PollStart(PollTurn? Turn = null, string? Code = null, Task? WaitFor = null);
