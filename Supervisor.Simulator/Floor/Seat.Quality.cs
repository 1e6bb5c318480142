using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Floor;

// Quality control, both sides of it (protocol.md sections 3.6 and 4.8): the seat that inspects, and the seat that is inspected or forced.
internal sealed partial class Seat
{
    /// <summary>Busy reason "forced by an inspector" (protocol.md section 2.9).</summary>
    private const int ForcedReason = 3;

    private Inspection? _inspecting;
    private Inspection? _inspectedBy;

    /// <summary>The inspector's phone rings and is lifted. False when the inspector is not idle.</summary>
    public bool BeginInspecting(Inspection inspection, Call? heard)
    {
        using (AtOnce())
        {
            if (_state != SeatState.Idle)
                return false;
            _inspecting = inspection;
            Raise("AgentState_Busy");
            if (!_offHook)
                Raise("AgentOther_PhoneAlerting");
            LiftPhone();
            if (heard is not null)
                Raise("AgentEvent_Talking", EventContents.Talking(heard));
            Enter(SeatState.Talking);
            return true;
        }
    }

    /// <summary>The inspector's phone is released; nothing when this inspection is over already.</summary>
    public void EndInspecting(Inspection inspection)
    {
        using (AtOnce())
        {
            if (_inspecting != inspection)
                return;
            (_inspecting, _pendingWork) = (null, false);
            ReplacePhone(byAgent: false);
            if (!ApplyPlans())
                BecomeIdle("AgentState_Ready");
        }
    }

    /// <summary>The inspector takes the customer over and has a call like any other from then on.</summary>
    public void TakeOver(Inspection inspection, Call call)
    {
        using (AtOnce())
        {
            if (_inspecting != inspection)
                return;
            _inspecting = null;
            OpenCall(call);
            Raise("AgentEvent_Talking", EventContents.Talking(call));
            _answeredAt = _now;
            Note();
        }
    }

    /// <summary>False when nobody is signed in at this seat, or somebody else inspects it.</summary>
    public bool BeginInspected(Inspection inspection)
    {
        using (AtOnce())
        {
            if (_session is not { Closing: false } || _inspectedBy is not null)
                return false;
            _inspectedBy = inspection;
            Raise("AgentOther_BeQcStart", inspection.Content);
            return true;
        }
    }

    public void EndInspected(Inspection inspection)
    {
        using (AtOnce())
        {
            if (_inspectedBy != inspection)
                return;
            _inspectedBy = null;
            Raise("AgentOther_BeQcStop", inspection.Content);
        }
    }

    /// <summary>The customer is taken away from the agent. Null when nobody talks.</summary>
    public Call? GiveAway(Inspection inspection)
    {
        using (AtOnce())
        {
            if (_inspectedBy != inspection || _state is not (SeatState.Talking or SeatState.Hold) || _call is not { } call)
                return null;
            EndInspected(inspection);
            Raise("AgentEvent_Call_Release", EventContents.PlainCallId(call));
            _offHook = !_releasePhone;
            CloseCall();
            (_pendingWork, _resumeBusy) = (false, null);
            if (!ApplyPlans())
                BecomeIdle("AgentState_Ready");
            return call;
        }
    }

    /// <summary>Deferred in a call and in wrap-up as the agent's own request is. Returns a result code.</summary>
    public string ForceBusy()
    {
        using (AtOnce())
        {
            if (_state is SeatState.SignedOut)
                return RetCode.QcNoInformation;
            if (_state.InCall() || _state is SeatState.WrapUp)
            {
                (_pendingBusy, _pendingRest) = (ForcedReason, null);
                return RetCode.Success;
            }
            Raise("AgentState_Force_SetNotReady");
            Enter(SeatState.Busy, ForcedReason);
            return RetCode.Success;
        }
    }

    /// <summary>In a call it only cancels what was asked for, as the agent's own request does. Returns a result code.</summary>
    public string ForceIdle()
    {
        using (AtOnce())
        {
            if (_state is SeatState.SignedOut)
                return RetCode.QcNoInformation;
            (_pendingBusy, _pendingRest, _pendingWork, _resumeBusy) = (null, null, false, null);
            return _state.InCall() ? RetCode.Success : BecomeIdle("AgentState_Force_Ready");
        }
    }

    /// <summary>Both sides leave without a word under this lock; the other side is told outside it.</summary>
    private void LeaveInspections()
    {
        foreach (var left in new[] { _inspecting, _inspectedBy }.OfType<Inspection>())
            _scheduler.After(TimeSpan.Zero, () => _floor.Inspections.Abandon(left));
        (_inspecting, _inspectedBy) = (null, null);
    }

    private void NotePresence(SeatState next)
    {
        var (before, after) = (_state != SeatState.SignedOut, next != SeatState.SignedOut);
        if (before != after && _floor.Inspections.AnybodyMonitors)
            _scheduler.After(TimeSpan.Zero, () => _floor.Inspections.PresenceChanged(this, after));
    }
}
