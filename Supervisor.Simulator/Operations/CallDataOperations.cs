using System.Text;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>The calls that are there now, and the data that travels with them (protocol.md section 3.5, calldata).</summary>
internal sealed class CallDataOperations(GatewayFloor floor, ResultShapes results)
{
    private const int MostDataBytes = 1024;

    public IEnumerable<Operation> All =>
    [
        Query("queryCallInfo", "callinfo", CallInfo),
        Query("queryCallInfoByCallId", "callinfobycallid/{callid}", ByCallId),
        Query("queryCallInfoBeforeAnswer", "callinfobeforeanswer", request => One(request.Seat!.View().Call is { AnsweredAt: null } ringing ? ringing : null)),
        Query("queryAllCallID", "allcallid", request => Ids(request.Seat!)),
        Query("queryRemoteNumbers", "remotenumbers", request => results.List(Running(request.Seat!), static (writer, call) => writer.WriteStringValue(call.Call.Customer))),
        Query("queryCallNumsOnAgent", "callnums", request => results.Number(Running(request.Seat!).Length)),
        Query("isProcessCall", "isprocesscall", request => results.LooseFlag(request.Seat!.View().Call is not null)),
        Query("queryHoldListInfo", "holdlist", request => Held(request.Seat!)),
        Query("queryHoldListInfoEx", "holdlistex/{workno}", request => Of(request, Held)),
        Query("queryAgentHoldNum", "agentholdnum/{workno}", request => Of(request, seat => results.Number(Running(seat).Count(call => call.Held)))),
        Query("queryAllCallInfoByAgentWorkNo", "allcallinfo/{workno}", request => Of(request, seat => results.Objects(Running(seat), CallShapes.Whole))),
        Query("queryAllCallInfoByAgentWorkNoEx", "allcallinfoEx/{workno}", request => Of(request, Ids)),
        Query("queryAllCallInfoOnVdn", "allcallinfoinvdn", _ => results.Objects(OnFloor(), CallShapes.WithAgent)),
        Query("queryWaitCallInfoBySkillId", "waitcallinfo/{skillid}", request => results.Objects(Waiting(call => call.Skill == request.Arguments[0]), CallShapes.WithAgent)),
        Query("queryCallCountByIVRId", "ivrcallcount/{ivrid}", request => OnMenu(request, calls => results.Number(calls.Count()))),
        Query("queryWaitCallInfoByIVRId", "ivrcallinfo/{ivrid}", request => OnMenu(request, calls => results.Objects(calls, CallShapes.WithAgent))),
        Query("queryCallAppData", "appdata", request => request.Seat!.View().Call is { } call ? results.Text(call.Data) : results.Refusal(RetCode.NoCall)),
        new("setCallAppDataEx", "PUT", "calldata/{agentid}/setcalldataex", Access.Session, SetDataAsync),
        new("setCallAppData", "PUT", "calldata/{agentid}", Access.Session, request => new(SetData(request.Seat!, request.Query("callid"), request.Query("calldata")))),
    ];

    private static Operation Query(string name, string path, Func<GatewayRequest, Answer> answer) =>
        new(name, "GET", "calldata/{agentid}/" + path, Access.Session, request => new(answer(request)));

    private static CallRecord[] Running(Seat seat) => seat.View().Call is { } call ? [call] : [];

    private IEnumerable<CallRecord> OnFloor() => floor.Views().Select(view => view.Call).OfType<CallRecord>();

    private IEnumerable<CallRecord> Waiting(Func<Call, bool> wanted) => OnFloor().Where(call => call.Waits && wanted(call.Call));

    private Answer Of(GatewayRequest request, Func<Seat, Answer> answer) =>
        floor.Find(request.Arguments[0]) is { } seat ? answer(seat) : results.Refusal(RetCode.AgentNotFound);

    private Answer One(CallRecord? call) =>
        call is null ? results.Refusal(RetCode.NoCall) : results.Object(writer => CallShapes.Whole(writer, call));

    private Answer CallInfo(GatewayRequest request)
    {
        var view = request.Seat!.View();
        var currentOnly = string.Equals(request.Query("isNoContainLastCall"), "true", StringComparison.OrdinalIgnoreCase);
        return One(view.Call ?? (currentOnly ? null : view.LastCall));
    }

    /// <summary>Any running call of the floor, and the agent's own calls of today.</summary>
    private Answer ByCallId(GatewayRequest request) =>
        One(OnFloor().Concat(request.Seat!.CallHistory()).FirstOrDefault(call => call.Call.Id == request.Arguments[0]));

    private Answer Ids(Seat seat) => results.List(Running(seat), static (writer, call) => writer.WriteStringValue(call.Call.Id));

    private Answer Held(Seat seat)
    {
        CallRecord[] held = [.. Running(seat).Where(call => call.Held)];
        return held.Length == 0 ? results.Refusal(RetCode.NoCallHeld) : results.Objects(held, CallShapes.Whole);
    }

    private Answer OnMenu(GatewayRequest request, Func<IEnumerable<CallRecord>, Answer> answer) =>
        request.Argument(0, 1, AccessCodes.Menus.Length, out var menu)
            ? answer(Waiting(call => AccessCodes.MenuOf(call.Skill) == menu))
            : results.Refusal(RetCode.NoIvr);

    private async ValueTask<Answer> SetDataAsync(GatewayRequest request) =>
        await JsonBody.ReadAsync(request) is { } body
            ? SetData(request.Seat!, LenientJson.Text(body, "callid"), LenientJson.Text(body, "calldata"))
            : results.Refusal(RetCode.BadParameter);

    private Answer SetData(Seat seat, string? callId, string? data) =>
        results.Of(data is null ? RetCode.NothingToSet
            : Encoding.UTF8.GetByteCount(data) > MostDataBytes ? RetCode.BadParameter
            : seat.SetCallData(callId, data));
}
