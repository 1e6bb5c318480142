using System.Globalization;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Operations;

/// <summary>What an inspector may do (protocol.md section 3.6). Every other agent of the centre may be inspected.</summary>
internal sealed class QualityControlOperations(GatewayFloor floor, ResultShapes results, AgentShapes shapes)
{
    public IEnumerable<Operation> All =>
    [
        At("addSupervise", "PUT", "addsupervise/{workNo}", (inspector, target) => Start(inspector, target, InspectionKind.Listen)),
        At("addInsert", "PUT", "addinsert/{workNo}", (inspector, target) => Start(inspector, target, InspectionKind.Insert)),
        At("intercept", "PUT", "intercept/{workNo}", floor.Inspections.Intercept),
        At("stopSuperviseOrInsert", "DELETE", "{workNo}", (inspector, target) => floor.Inspections.End(inspector, target, whisper: false)),
        At("switchSuperviseOrInsert", "POST", "switch/{workNo}", (inspector, target) => floor.Inspections.Switch(inspector, target, kind: null)),
        Whisper("requestWhisperAgent", "requestwhisperagent", (_, inspector, target) =>
            // its list of errors has no 900-005
            floor.Inspections.Begin(inspector, target, InspectionKind.Whisper, RetCode.QcUnavailable)),
        Whisper("requestStopWhisperAgent", "requeststopwhisperagent", (_, inspector, target) => floor.Inspections.End(inspector, target, whisper: true)),
        Whisper("requestSwitchInsertWhisperAgent", "requestswitchinsertwhisperagent", SwitchTo),
        At("forceBusy", "POST", "forcebusy/{workNo}", (_, target) => target.ForceBusy()),
        At("forceIdle", "POST", "forceidle/{workNo}", (_, target) => target.ForceIdle()),
        At("forceLogOutAgent", "POST", "forcelogout/{workNo}", ForceSignOut),
        Inspect("forceRest", "POST", "forcerest/{workNo}/{time}/{reason}", request => results.Of(ForceRest(request))),
        Inspect("forceDropCall", "POST", "forcedropcall/{callid}", request => results.Of(DropCall(request.Arguments[0]))),
        Inspect("queryAllMonitoredAgents", "GET", "allagent", AllAgents),
        Inspect("beginMonitor", "POST", "beginmonitor", request => results.Of(Monitor(request, floor.Inspections.BeginMonitor))),
        Inspect("endMonitor", "POST", "endmonitor", request => results.Of(Monitor(request, floor.Inspections.EndMonitor))),
    ];

    private Operation Inspect(string name, string method, string path, Func<GatewayRequest, Answer> answer) =>
        new(name, method, "qualitycontrol/{agentid}/" + path, Access.Session,
            request => new(request.Seat!.Agent.Inspector ? answer(request) : results.Refusal(RetCode.QcNoPermission)));

    private Operation At(string name, string method, string path, Func<Seat, Seat, string> act) =>
        Inspect(name, method, path, request => results.Of(Target(request, request.Arguments[0], out var target) ?? act(request.Seat!, target!)));

    private Operation Whisper(string name, string path, Func<GatewayRequest, Seat, Seat, string> act) =>
        Inspect(name, "POST", path, request => results.Of(Target(request, request.Query("whisperagentid") ?? "", out var target) ?? act(request, request.Seat!, target!)));

    /// <summary>The agent to work on, or the code to refuse with.</summary>
    private string? Target(GatewayRequest request, string workNo, out Seat? target)
    {
        target = floor.Find(workNo);
        return workNo == request.AgentId ? RetCode.SameAgent : target is null ? RetCode.QcNoInformation : null;
    }

    private string Start(Seat inspector, Seat target, InspectionKind kind) =>
        floor.Inspections.Begin(inspector, target, kind, RetCode.QcWrongState);

    private string SwitchTo(GatewayRequest request, Seat inspector, Seat target) =>
        int.TryParse(request.Query("switchtype"), NumberStyles.None, CultureInfo.InvariantCulture, out var type) && type <= (int)InspectionKind.Whisper
            ? floor.Inspections.Switch(inspector, target, (InspectionKind)type)
            : RetCode.BadParameter;

    private static string ForceSignOut(Seat inspector, Seat target)
    {
        if (target.SessionNumber == 0)
            return RetCode.QcNoInformation;
        target.ShutDown();
        return RetCode.Success;
    }

    private string ForceRest(GatewayRequest request)
    {
        if (Target(request, request.Arguments[0], out var target) is { } refused)
            return refused;
        if (!request.Argument(1, 1, 86_399, out var seconds) || !request.Argument(2, 0, 255, out var cause))
            return RetCode.BadParameter;
        if (target!.SessionNumber == 0)
            return RetCode.QcNoInformation;
        return target.Rest(TimeSpan.FromSeconds(seconds), cause) == RetCode.Success ? RetCode.Success : RetCode.QcWrongState;
    }

    private string DropCall(string callId)
    {
        var seat = Array.Find(floor.Seats, seat => seat.CurrentCall?.Id == callId);
        return seat is not null && seat.Release(byAgent: false) ? RetCode.Success : RetCode.NoCallToDrop;
    }

    private Answer AllAgents(GatewayRequest request) =>
        results.Objects(floor.Seats.Where(seat => seat != request.Seat).Select(seat => seat.View()), shapes.StatusOnly);

    /// <summary>Several agents are separated by semicolons, as the queues of <c>resetskill</c> are; commas do too.</summary>
    private string Monitor(GatewayRequest request, Action<Seat, IEnumerable<Seat>> act)
    {
        var ids = (request.Query("agents") ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Seat?[] agents = Array.ConvertAll(ids, floor.Find);
        if (agents.Length == 0)
            return RetCode.BadParameter;
        if (agents.Contains(null))
            return RetCode.QcNoInformation;
        act(request.Seat!, agents.OfType<Seat>());
        return RetCode.Success;
    }
}
