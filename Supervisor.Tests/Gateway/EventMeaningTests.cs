using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Web.Gateway;

namespace Supervisor.Tests.Gateway;

public sealed class EventMeaningTests
{
    public static TheoryData<string, AgentState?> StateEvents => new()
    {
        { "AgentState_Ready", AgentState.Idle },
        { "AgentState_CancelNotReady_Success", AgentState.Idle },
        { "AgentState_CancelRest_Success", AgentState.Idle },
        { "AgentState_CancelWork_Success", AgentState.Idle },
        { "AgentState_Force_Ready", AgentState.Idle },
        { "AgentState_Work", AgentState.WrapUp },
        { "AgentState_SetWork_Success", AgentState.WrapUp },
        { "AgentState_SetNotReady_Success", AgentState.Busy },
        { "AgentState_Force_SetNotReady", AgentState.Busy },
        { "AgentState_SetRest_Success", AgentState.Rest },
        { "AgentState_Rest_Timeout", null },
        { "AgentState_Busy", null },
    };

    [Theory]
    [MemberData(nameof(StateEvents))]
    public void Of_StateEvent_EntersTheStateOfTheTable(string type, AgentState? expected) =>
        Assert.Equal(expected, (Of(type) as AgentEvent.StateEntered)?.State);

    [Fact]
    public void Of_AgentStateBusy_IsTakenByACallAndNotNotReady() => Assert.IsType<AgentEvent.TakenByCall>(Of("AgentState_Busy"));

    [Theory]
    [InlineData("""{"reason":"200"}""")]
    [InlineData("""{"reason":200}""")]
    [InlineData("""{"Reason":"200\u0000"}""")]
    public void Of_NotReady_ReadsTheReason(string content) =>
        Assert.Equal("200", Assert.IsType<AgentEvent.StateEntered>(Of("AgentState_SetNotReady_Success", content)).Reason);

    [Theory]
    [InlineData("""{"caller":"13800138000","called":"40038","callid":"1-1"}""", CallDirection.Inbound, "13800138000")]
    [InlineData("""{"caller":"40038","called":"13800138000","callid":"1-1"}""", CallDirection.Outbound, "13800138000")]
    [InlineData("""{"caller":"A291","called":"300","callid":"1-1","feature":"6"}""", CallDirection.Internal, "300")]
    [InlineData("""{"caller":"A300","callid":"1-1"}""", CallDirection.Internal, "A300")]
    [InlineData("""{"caller":"A291","called":"A300","callid":"1-1"}""", CallDirection.Internal, "A300")]
    [InlineData("""{"caller":"Anna","callid":"1-1"}""", CallDirection.Inbound, "Anna")]
    [InlineData("""{"caller":"40038","called":"139","callid":"1-1","feature":7}""", CallDirection.Outbound, "139")]
    public void Of_Talking_TellsDirectionAndOtherParty(string content, CallDirection direction, string other) =>
        Assert.Equal(new CallFacts("1-1", direction, other), Assert.IsType<AgentEvent.CallConnected>(Of("AgentEvent_Talking", content)).Call);

    [Theory]
    [InlineData("\"1-1\"")]
    [InlineData("""{"callid":"1-1"}""")]
    [InlineData("""{"callId":"1-1"}""")]
    public void Of_Hold_ReadsTheCallIdInEveryShape(string content) =>
        Assert.Equal("1-1", Assert.IsType<AgentEvent.CallHeld>(Of("AgentEvent_Hold", content)).Call.CallId);

    [Fact]
    public void Of_UnknownType_IsKeptAsUnrecognised() => Assert.IsType<AgentEvent.Unrecognised>(Of("AgentEvent_FromTheFuture", "[1]"));

    [Theory]
    [InlineData("AgentMediaEvent_Record")]
    [InlineData("AgentEvent_linkageCapability")]
    [InlineData("AgentOther_All_Agent_Busy")]
    public void Of_KnownButQuietType_IsInformational(string type) => Assert.IsType<AgentEvent.Informational>(Of(type, "{}"));

    [Fact]
    public void Of_EventOfAnotherAgent_ChangesNothingHere() =>
        Assert.IsType<AgentEvent.Informational>(EventMeaning.Of(new GatewayEvent("AgentState_Ready", "300", null, default), "291", "40038"));

    private static AgentEvent Of(string type, string content = "") =>
        EventMeaning.Of(new GatewayEvent(type, "291", null, Encoding.UTF8.GetBytes(content)), "291", "40038");
}
