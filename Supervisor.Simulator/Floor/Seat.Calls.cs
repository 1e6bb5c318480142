using System.Globalization;

namespace Supervisor.Simulator.Floor;

// Calls at the seat, with the event sequences of protocol.md section 4.8. Every member returns null or false when the state forbids it.
internal sealed partial class Seat
{
    private Call? _call;
    private int _calls;
    private bool _autoAnswer = true;
    private bool _releasePhone = true;
    private bool _offHook;

    public Call? CurrentCall
    {
        get
        {
            using (AtOnce())
                return _call;
        }
    }

    /// <summary>A call arrives and rings. Only an idle agent gets one.</summary>
    public Call? StartInbound(string caller)
    {
        using (AtOnce())
        {
            if (_state != SeatState.Idle || !TakesCalls)
                return null;
            var call = BeginCall(caller, Agent.PhoneNumber, outbound: false);
            if (!_autoAnswer)
            {
                LiftPhone();
                Raise("AgentEvent_Ringing", EventContents.Ringing(call));
            }
            return call;
        }
    }

    /// <summary>The agent calls out; the customer's phone rings.</summary>
    public Call? StartOutbound(string called)
    {
        using (AtOnce())
        {
            if (_state is not (SeatState.Idle or SeatState.Busy) || _mustChangePassword)
                return null;
            var call = BeginCall(Agent.PhoneNumber, called, outbound: true);
            LiftPhone();
            Raise("AgentEvent_Customer_Alerting", EventContents.CustomerAlerting(call));
            return call;
        }
    }

    /// <summary>The ringing call is connected, whoever had to answer it.</summary>
    public bool Answer()
    {
        Call call;
        using (AtOnce())
        {
            if (_state != SeatState.Ringing || _call is not { } ringing)
                return false;
            call = ringing;
            if (_autoAnswer && !call.Outbound)
            {
                LiftPhone();
                Raise("AgentEvent_Auto_Answer", EventContents.AutoAnswer(call));
            }
            Raise("AgentEvent_Talking", EventContents.Talking(call));
            Enter(SeatState.Talking);
            _answeredAt = _since;
        }
        _floor.Connected?.Invoke(this, call);
        return true;
    }

    public bool Hold()
    {
        using (AtOnce())
        {
            if (_state != SeatState.Talking || _call is not { } call)
                return false;
            Raise("AgentEvent_Hold", EventContents.PlainCallId(call));
            Enter(SeatState.Hold);
            return true;
        }
    }

    public bool Retrieve()
    {
        using (AtOnce())
        {
            if (_state != SeatState.Hold || _call is not { } call)
                return false;
            Raise("AgentEvent_Talking", EventContents.Talking(call));
            Enter(SeatState.Talking);
            return true;
        }
    }

    public bool Release(bool byAgent)
    {
        using (AtOnce())
        {
            if (!_state.InCall() || _call is not { } call)
                return false;
            Raise("AgentEvent_Call_Release", EventContents.PlainCallId(call));
            Raise("AgentEvent_Customer_Release", EventContents.CustomerRelease(call));
            ReplacePhone(byAgent);
            AfterCall();
            return true;
        }
    }

    /// <summary>Nobody answered: the call is taken away and the platform sets the agent busy with reason 2.</summary>
    public bool MissRing()
    {
        using (AtOnce())
        {
            if (_state != SeatState.Ringing || _call is not { Outbound: false } call)
                return false;
            Raise("AgentEvent_No_Answer", EventContents.PlainCallId(call));
            CloseCall();
            (_offHook, _pendingBusy, _pendingRest, _pendingWork) = (false, null, null, false);
            BecomeBusy(2);
            return true;
        }
    }

    /// <summary>The called customer cannot be reached.</summary>
    public bool FailOutbound()
    {
        using (AtOnce())
        {
            if (_state != SeatState.Ringing || _call is not { Outbound: true } call)
                return false;
            Raise("AgentEvent_Call_Out_Fail", EventContents.PlainCallId(call));
            Raise("OUTBOUND_DETECT_EVENT", EventContents.OutboundDetect(call));
            ReplacePhone(byAgent: false);
            AfterCall();
            return true;
        }
    }

    private Call BeginCall(string caller, string called, bool outbound)
    {
        var sequence = ((long)_calls++ * _options.Agents) + _index;
        var id = string.Create(CultureInfo.InvariantCulture, $"{_now.ToUnixTimeSeconds()}-{sequence}");
        var call = new Call(id, caller, called, outbound, ChooseSkill(), _now);
        OpenCall(call);
        _resumeBusy = _state == SeatState.Busy ? _reason : null;
        Raise("AgentState_Busy");
        if (!_offHook)
            Raise("AgentOther_PhoneAlerting");
        Enter(SeatState.Ringing);
        return call;
    }

    private void LiftPhone()
    {
        _offHook = true;
        Raise("AgentOther_PhoneOffhook", EventContents.PhoneOffhook);
    }

    private void ReplacePhone(bool byAgent)
    {
        // releasephone false: the phone stays off-hook between calls
        if (!_releasePhone)
            return;
        _offHook = false;
        Raise("AgentOther_PhoneRelease", EventContents.PhoneRelease(byAgent));
    }
}
