using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Floor;

// The agent's own state commands and what is deferred until a call or wrap-up is over (protocol.md sections 2.9 and 3.2).
internal sealed partial class Seat
{
    private readonly HashSet<string> _skills = new(StringComparer.Ordinal);
    private bool _autoEnterIdle = true;
    private int? _pendingBusy;
    private (TimeSpan Length, int Cause)? _pendingRest;
    private bool _pendingWork;
    private int? _resumeBusy;
    private long _restNumber;

    /// <summary>Enters all configured queues, or those of them that are listed.</summary>
    public void ResetSkills(bool all, IReadOnlyCollection<string> wanted)
    {
        bool entered;
        using (AtOnce())
        {
            _skills.Clear();
            _skills.UnionWith(all ? Agent.Skills : Agent.Skills.Intersect(wanted));
            entered = _skills.Count > 0;
        }
        if (entered)
            _floor.EnteredQueues?.Invoke(this);
    }

    public void SetAutoAnswer(bool on)
    {
        using (AtOnce())
            _autoAnswer = on;
    }

    public void SetAutoEnterIdle(bool on)
    {
        using (AtOnce())
            _autoEnterIdle = on;
    }

    public bool AutoEnterIdle
    {
        get
        {
            using (AtOnce())
                return _autoEnterIdle;
        }
    }

    public string SayFree()
    {
        using (AtOnce())
        {
            switch (_state)
            {
                case SeatState.Ringing or SeatState.Talking or SeatState.Hold:
                    (_pendingBusy, _pendingRest, _pendingWork, _resumeBusy) = (null, null, false, null);
                    return RetCode.Success;
                case SeatState.Busy:
                    return BecomeIdle("AgentState_CancelNotReady_Success");
                case SeatState.WrapUp or SeatState.Idle:
                    (_pendingBusy, _pendingRest) = (null, null);
                    return BecomeIdle("AgentState_Ready");
                default:
                    return RetCode.CannotSetStatus;
            }
        }
    }

    /// <param name="reason">0 none, 200..250 site-defined.</param>
    /// <param name="again">Whether reason and prolong came, which an already busy agent must send.</param>
    public string SayBusy(int reason, bool again)
    {
        using (AtOnce())
        {
            switch (_state)
            {
                case SeatState.Idle:
                    return BecomeBusy(reason);
                case SeatState.Busy when again:
                    return BecomeBusy(reason);
                case SeatState.Ringing or SeatState.Talking or SeatState.Hold or SeatState.WrapUp:
                    (_pendingBusy, _pendingRest) = (reason, null);
                    return RetCode.Success;
                default:
                    return RetCode.CannotSetStatus;
            }
        }
    }

    public string CancelBusy()
    {
        using (AtOnce())
        {
            if (_state == SeatState.Busy)
                return BecomeIdle("AgentState_CancelNotReady_Success");
            if (_pendingBusy is null && _resumeBusy is null)
                return RetCode.CannotSetStatus;
            (_pendingBusy, _resumeBusy) = (null, null);
            return RetCode.Success;
        }
    }

    public string Rest(TimeSpan length, int cause)
    {
        using (AtOnce())
        {
            if (_state is SeatState.Rest or SeatState.SignedOut)
                return RetCode.CannotSetStatus;
            if (!_state.InCall())
                return BecomeResting(length, cause);
            (_pendingRest, _pendingBusy) = ((length, cause), null);
            return RetCode.Success;
        }
    }

    public string CancelRest()
    {
        using (AtOnce())
        {
            if (_state == SeatState.Rest)
                return BecomeIdle("AgentState_CancelRest_Success");
            if (_pendingRest is null)
                return RetCode.CannotSetStatus;
            _pendingRest = null;
            return RetCode.Success;
        }
    }

    public string Work()
    {
        using (AtOnce())
        {
            if (_state.InCall())
            {
                _pendingWork = true;
                return RetCode.Success;
            }
            if (_state is not (SeatState.Idle or SeatState.Busy))
                return RetCode.CannotSetStatus;
            Raise("AgentState_SetWork_Success");
            Enter(SeatState.WrapUp);
            return RetCode.Success;
        }
    }

    public string CancelWork()
    {
        using (AtOnce())
        {
            if (_state != SeatState.WrapUp)
                return RetCode.CannotSetStatus;
            BecomeIdle("AgentState_CancelWork_Success");
            ApplyPlans();
            return RetCode.Success;
        }
    }

    private void AfterCall()
    {
        CloseCall();
        _pendingBusy ??= _resumeBusy;
        _resumeBusy = null;
        if (_pendingWork || !_autoEnterIdle)
        {
            // pre-busy asked for in the call waits until wrap-up is left; pre-rest begins with the end of the call
            _pendingWork = false;
            if (_pendingRest is null)
            {
                Raise("AgentState_Work");
                Enter(SeatState.WrapUp);
                return;
            }
        }
        if (!ApplyPlans())
            BecomeIdle("AgentState_Ready");
    }

    private bool ApplyPlans()
    {
        if (_pendingRest is { } rest)
            BecomeResting(rest.Length, rest.Cause);
        else if (_pendingBusy is { } reason)
            BecomeBusy(reason);
        else
            return false;
        return true;
    }

    private string BecomeIdle(string eventType)
    {
        Raise(eventType);
        Enter(SeatState.Idle);
        return RetCode.Success;
    }

    private string BecomeBusy(int reason)
    {
        _pendingBusy = null;
        Raise("AgentState_SetNotReady_Success", EventContents.Reason(reason, _options.NativeTypes));
        Enter(SeatState.Busy, reason);
        return RetCode.Success;
    }

    private string BecomeResting(TimeSpan length, int cause)
    {
        (_pendingRest, _pendingBusy) = (null, null);
        Raise("AgentState_SetRest_Success");
        Enter(SeatState.Rest, cause);
        var number = ++_restNumber;
        _scheduler.After(length, () => RestTimedOut(number));
        return RetCode.Success;
    }

    /// <summary>Only a reminder: the agent stays in rest.</summary>
    private void RestTimedOut(long number)
    {
        using (AtOnce())
        {
            if (_state == SeatState.Rest && _restNumber == number)
                Raise("AgentState_Rest_Timeout");
        }
    }

    private void ForgetCallAndPlans()
    {
        CloseCall();
        LeaveInspections();
        _offHook = false;
        (_pendingBusy, _pendingRest, _pendingWork, _resumeBusy) = (null, null, false, null);
        _restNumber++;
    }
}
