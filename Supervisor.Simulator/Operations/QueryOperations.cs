using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>Queries about one agent, and what an agent may do (protocol.md sections 3.1 row 13 and 3.3).</summary>
internal sealed class QueryOperations(GatewayFloor floor, ResultShapes results, AgentShapes shapes)
{
    public IEnumerable<Operation> All =>
    [
        new("getAgentStatus", "GET", "onlineagent/{agentid}/agentstatus", Access.Session, request => new(AgentStatus(request))),
        new("queryAgentInfoByWorkNo", "GET", "agentgroup/{agentid}/agentbyworkno/{workno}", Access.Session, request => new(AgentByWorkNo(request))),
        // a known softphone asks before it signs in
        new("queryAgentStatusAndSkill", "GET", "agentgroup/{agentid}/queryagentstatusandskill", Access.Open, request => new(StatusAndSkill(request))),
        new("getAgentRestReason", "GET", "agentgroup/{agentid}/restreason", Access.Session, _ => new(RestReason())),
        new("queryAgentRestDetailInfo", "GET", "agentgroup/{agentid}/agentrestinfo", Access.Session, _ => new(RestInfo())),
        new("queryAgentSkills", "GET", "onlineagent/{agentid}/agentskills", Access.Session, request => new(Skills(request.Seat!.Agent))),
        new("queryAgentSkillsByWorkNo", "GET", "onlineagent/{agentid}/agentskillsbyworkno/{workno}", Access.Session, request => new(SkillsOf(request))),
        // a team lead inspects, monitors and sees reports; nobody administers the system
        Role("isCensor", agent => agent.Inspector),
        Role("isMonitor", agent => agent.Inspector),
        Role("isReportManager", agent => agent.Inspector),
        Role("isSpyMonitor", _ => false),
        Role("isSystem", _ => false),
        Role("isCallOut", _ => true),
        Role("isPickUp", _ => true),
    ];

    private Operation Role(string name, Func<SimulatedAgent, bool> holds) =>
        new(name, "GET", "agentgroup/{agentid}/" + name.ToLowerInvariant(), Access.Session, request => new(results.LooseFlag(holds(request.Seat!.Agent))));

    private Answer AgentStatus(GatewayRequest request)
    {
        var view = request.Seat!.View();
        return results.Object(writer =>
        {
            writer.WriteNumber("agentState", view.Status);
            writer.WriteBoolean("isWorking", view.IsWorking);
        });
    }

    private Answer AgentByWorkNo(GatewayRequest request) =>
        floor.Find(request.Arguments[0])?.View() is { } view
            ? results.Object(writer => shapes.Whole(writer, view))
            : results.Refusal(RetCode.AgentNotFound);

    private Answer StatusAndSkill(GatewayRequest request)
    {
        if (request.Seat?.View() is not { } view)
            return results.Refusal(RetCode.AgentNotFound);
        return results.Object(writer =>
        {
            shapes.Status(writer, view);
            writer.WritePropertyName("skills");
            ResultShapes.ObjectItems(writer, view.Agent.Skills, AgentShapes.Skill);
        });
    }

    private Answer RestReason() =>
        results.Objects(RestReasons.All, (writer, reason) =>
        {
            results.LooseNumber(writer, "restReasonId", reason.Id);
            writer.WriteString("restReason", reason.Text);
        });

    private Answer RestInfo() =>
        results.Objects(floor.Views().Where(view => view.State == SeatState.Rest), (writer, view) =>
        {
            AgentShapes.Name(writer, view);
            results.LooseNumber(writer, "restReasonId", view.Reason ?? 0);
            writer.WriteString("restReason", RestReasons.Text(view.Reason ?? 0));
            writer.WriteNumber("begintime", view.Since.ToUnixTimeMilliseconds());
            writer.WriteNumber("currentstatetime", shapes.SecondsInState(view));
        });

    private Answer SkillsOf(GatewayRequest request) =>
        floor.Find(request.Arguments[0]) is { } seat ? Skills(seat.Agent) : results.Refusal(RetCode.NoAgentQueues);

    private Answer Skills(SimulatedAgent agent) => results.Objects(agent.Skills, AgentShapes.Skill);
}
