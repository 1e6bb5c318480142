using Supervisor.Simulator.Account;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Floor;

// The running call's times and data, and the calls that are over (protocol.md section 3.5, calldata).
internal sealed partial class Seat
{
    /// <summary>Calls remembered per agent, the newest ones: enough for a day.</summary>
    private const int CallsKept = 500;

    private readonly BoundedHistory<CallRecord> _ended = new(CallsKept);
    private CallRecord? _lastCall;
    private DateTimeOffset? _answeredAt;
    private string _callData = "";

    /// <summary>The calls that are over and, last, the running one.</summary>
    public CallRecord[] CallHistory()
    {
        using (AtOnce())
            return Running() is { } running ? [.. _ended.All(), running] : _ended.All();
    }

    /// <summary>Stores call-associated data. Without a call id the running call is meant. Returns a result code.</summary>
    public string SetCallData(string? callId, string data)
    {
        using (AtOnce())
        {
            if (_call is not { } call || (callId is { Length: > 0 } && callId != call.Id))
                return RetCode.NoCall;
            _callData = data;
            return RetCode.Success;
        }
    }

    private void OpenCall(Call call) => (_call, _answeredAt, _callData) = (call, null, "");

    private void CloseCall()
    {
        if (Running() is { } running)
        {
            _lastCall = running with { EndedAt = _now, Held = false };
            _ended.Add(_lastCall);
        }
        (_call, _answeredAt, _callData) = (null, null, "");
    }

    private CallRecord? Running() =>
        _call is { } call ? new(Agent.Id, call, _answeredAt, EndedAt: null, _state == SeatState.Hold, _callData) : null;

    /// <summary>Calls take turns over the queues that the agent entered; one who entered none has them from its first configured queue.</summary>
    private string ChooseSkill()
    {
        string[] entered = [.. Agent.Skills.Where(_skills.Contains)];
        return entered.Length > 0 ? entered[_calls % entered.Length] : Agent.Skills[0];
    }
}
