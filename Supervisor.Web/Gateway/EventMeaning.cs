using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;

namespace Supervisor.Web.Gateway;

/// <summary>What the gateway's events mean to us: the catalogue of protocol.md section 4 as one table. Never throws; unknown types are kept as such.</summary>
internal static class EventMeaning
{
    /// <summary>Longest text of an event that reaches the floor, in characters: every open page shows it. The history keeps the whole.</summary>
    public const int LongestText = 128;

    /// <summary>Whether <paramref name="sent"/> names another agent than the one whose session received it.</summary>
    public static bool IsStray(GatewayEvent sent, string workNo) => sent.WorkNo.Length > 0 && sent.WorkNo != workNo;

    /// <summary>The meaning of <paramref name="sent"/> for the agent whose session received it.</summary>
    public static AgentEvent Of(GatewayEvent sent, string workNo, string phoneNumber)
    {
        if (IsStray(sent, workNo)) return new AgentEvent.Informational();
        return sent.Type switch
        {
            "AgentState_Ready" => new AgentEvent.StateEntered(AgentState.Idle, AnnouncesSignIn: true),
            "AgentState_CancelNotReady_Success" or "AgentState_CancelRest_Success" or "AgentState_CancelWork_Success" or "AgentState_Force_Ready" =>
                new AgentEvent.StateEntered(AgentState.Idle),
            "AgentState_Work" or "AgentState_SetWork_Success" => new AgentEvent.StateEntered(AgentState.WrapUp),
            "AgentState_SetNotReady_Success" => new AgentEvent.StateEntered(AgentState.Busy, Reason(sent.Content)),
            // forced by an inspector: busy reason 3 (protocol.md section 2.9)
            "AgentState_Force_SetNotReady" => new AgentEvent.StateEntered(AgentState.Busy, Reason(sent.Content) ?? "3"),
            "AgentState_SetRest_Success" => new AgentEvent.StateEntered(AgentState.Rest, Reason(sent.Content)),

            "AgentOther_InService" => new AgentEvent.SignInBegun(),
            "AgentOther_ShutdownService" => new AgentEvent.SignedOutByGateway(),

            "AgentState_Busy" or "AgentEvent_Agent_Occupyed" or "AgentEvent_linkagePhoneCallOut" => new AgentEvent.TakenByCall(),
            "AgentOther_PhoneAlerting" => new AgentEvent.CallRinging(Call(sent.Content, workNo, phoneNumber)),
            "AgentEvent_Ringing" or "AgentEvent_Auto_Answer" => new AgentEvent.CallRinging(Call(sent.Content, workNo, phoneNumber)),
            "AgentEvent_Customer_Alerting" => new AgentEvent.CallRinging(Outgoing(sent.Content)),
            "AgentEvent_Incoming_CallInfo" => new AgentEvent.CallDescribed(Call(sent.Content, workNo, phoneNumber)),
            "AgentEvent_Talking" => new AgentEvent.CallConnected(Call(sent.Content, workNo, phoneNumber)),
            "AgentEvent_Conference" => new AgentEvent.CallConnected(CallFacts.None with { CallId = CallId(sent.Content) }, WithOthers: true),
            "AgentEvent_Hold" => new AgentEvent.CallHeld(CallFacts.None with { CallId = CallId(sent.Content) }),
            "AgentEvent_Call_Release" or "AgentEvent_Connect_Fail" => new AgentEvent.CallEnded(CallFacts.None with { CallId = CallId(sent.Content) }),
            "AgentEvent_Call_Out_Fail" => new AgentEvent.CallEnded(new CallFacts(CallId(sent.Content), CallDirection.Outbound)),
            "AgentEvent_Inside_Call_Fail" => new AgentEvent.CallEnded(new CallFacts(CallId(sent.Content), CallDirection.Internal)),
            "AgentEvent_No_Answer" or "AgentEvent_No_Answer_From_Cti" => new AgentEvent.CallUnanswered(CallFacts.None with { CallId = CallId(sent.Content) }),

            _ => IsKnown(sent.Type) ? new AgentEvent.Informational() : new AgentEvent.Unrecognised(),
        };
    }

    private static bool IsKnown(string type) =>
        type.StartsWith("AgentChat_", StringComparison.Ordinal)
        || type.StartsWith("AgentMediaEvent_", StringComparison.Ordinal)
        || type.StartsWith("QC_", StringComparison.Ordinal)
        || type.StartsWith("AgentOther_", StringComparison.Ordinal)
        || type.StartsWith("AgentEvent_linkage", StringComparison.Ordinal)
        || type is "AgentState_Rest_Timeout" or "AgentEvent_Customer_Release" or "AgentEvent_Consult_Fail" or "AgentEvent_ReleaseRequest"
            or "AgentEvent_ReleaseResponse" or "AgentEvent_TransOutResult" or "AgentEvent_SuccTransResult" or "AgentEvent_Preview" or "AgentEvent_AbandonCall"
            or "AgentEvent_JoinConf" or "AgentEvent_ControlWindow_Notify" or "AgentEvent_Orders_Notify" or "OUTBOUND_DETECT_EVENT";

    private static string? Reason(ReadOnlyMemory<byte> content) => EventContent.Of(content.Span)?.Reason;

    // a plain string, or an object with callid or callId (protocol.md section 8, rows 12 and 13)
    private static string? CallId(ReadOnlyMemory<byte> content) => EventContent.Of(content.Span) is { } read ? read.Plain ?? read.CallId : null;

    private static CallFacts Outgoing(ReadOnlyMemory<byte> content) => EventContent.Of(content.Span) is { } read
        ? new CallFacts(read.CallId, read.OtherWorkNo is null ? CallDirection.Outbound : CallDirection.Internal, read.OtherPhone)
        : CallFacts.None;

    private static CallFacts Call(ReadOnlyMemory<byte> content, string workNo, string phoneNumber)
    {
        if (EventContent.Of(content.Span) is not { } read) return CallFacts.None;
        var own = IsOwn(read.Caller, workNo, phoneNumber);
        var direction = read.Feature switch
        {
            // call features (protocol.md section 3.5)
            "6" => CallDirection.Internal,
            "7" or "43" or "44" or "45" => CallDirection.Outbound,
            _ when read.Caller is null => CallDirection.Unknown,
            _ when IsAgent(own ? read.Called : read.Caller) => CallDirection.Internal,
            _ => own ? CallDirection.Outbound : CallDirection.Inbound,
        };
        return new CallFacts(read.CallId, direction, own ? read.Called : read.Caller ?? read.Called, read.SkillName);
    }

    // agents are written with a leading a or A in some versions (protocol.md section 4.4)
    private static bool IsAgent(string? party) => party is ['a' or 'A', .. { Length: > 0 } id] && id.All(char.IsAsciiDigit);

    private static bool IsOwn(string? party, string workNo, string phoneNumber) =>
        party is not null && (party == phoneNumber || party.TrimStart('a', 'A') == workNo);
}
