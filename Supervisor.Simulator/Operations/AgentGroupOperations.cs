using System.Globalization;
using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>Lists of agents and of work groups (protocol.md section 3.3).</summary>
internal sealed class AgentGroupOperations(GatewayFloor floor, ResultShapes results, AgentShapes shapes)
{
    public IEnumerable<Operation> All =>
    [
        List("getAllStatusAgents", "allagentstatus", _ => true, shapes.Status),
        List("getAllStatusLocalAgents", "alllocalagentstatus", _ => true, shapes.Status),
        List("queryAgentStatusAndTimeOnVDN", "queryagentstatus", _ => true, StatusAndTime),
        List("queryAllLoginedAgentInfoOnVdn", "onlineagentonvdn", view => view.SignedIn, shapes.Whole),
        List("getIdleStatusAgents", "idleagent", view => view.State == SeatState.Idle, AgentShapes.Name),
        List("queryAllAgentWasNameOnVdn", "agentwasnameonvdn", _ => true, AgentShapes.Name),
        List("queryAllLoggedInAgentPhonesOnVdn", "loggedinagentphoneonvdn", view => view.SignedIn, Phone),
        // no text chat here, so nobody is in one
        List("getAllAgentsInTextChat", "allchatagents", _ => false, AgentShapes.Name),
        Query("getAgentListByStatus", "agentlistbystatus", ByStatus),
        Query("queryAgentInfoBySkillId", "agentbyskill/{skillid}", request => Agents(view => view.TakesCalls && view.Entered.Contains(request.Arguments[0]))),
        Query("queryAgentInfoByConfigedSkillId", "agentbyconfigedskill/{skillid}", request => Agents(view => view.Agent.Skills.Contains(request.Arguments[0]))),
        Query("queryAgentIdsBySkillId", "agentidsbyskill/{skillid}", IdsBySkill),
        Query("queryAllAgentInfoOnMyGroup", "agentongroup", request => Agents(view => view.Agent.Team == request.Seat!.Agent.Team)),
        Query("queryAllAgentInfoOnMyGroupEx", "agentongroupex", OnGroup),
        Query("queryGroupInfoOnVdn", "grouponvdn", _ => results.Objects(RosterBuilder.Teams, Group)),
        Query("queryGroupInfoByWorkNo", "groupbyagent/{workno}", GroupOf),
        new("queryAgentInfoWithoutSkills", "POST", "agentgroup/{agentid}/agentinfonoskills", Access.Session, WithoutSkillsAsync),
    ];

    private static Operation Query(string name, string path, Func<GatewayRequest, Answer> answer) =>
        new(name, "GET", "agentgroup/{agentid}/" + path, Access.Session, request => new(answer(request)));

    private Operation List(string name, string path, Func<SeatView, bool> wanted, Action<Utf8JsonWriter, SeatView> write) =>
        Query(name, path, _ => results.Objects(floor.Views().Where(wanted), write));

    private Answer Agents(Func<SeatView, bool> wanted) => results.Objects(floor.Views().Where(wanted), shapes.Whole);

    private Answer ByStatus(GatewayRequest request) =>
        int.TryParse(request.Query("status"), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status <= 9
            ? results.Objects(floor.Views().Where(view => view.Status == status), shapes.Status)
            : results.Refusal(RetCode.BadParameter);

    private Answer IdsBySkill(GatewayRequest request) =>
        results.List(floor.Views().Where(view => view.Entered.Contains(request.Arguments[0])), static (writer, view) => writer.WriteStringValue(view.Agent.Id));

    private Answer OnGroup(GatewayRequest request)
    {
        var team = Array.Find(RosterBuilder.Teams, team => RosterBuilder.GroupId(team).ToString(CultureInfo.InvariantCulture) == request.Query("groupid"));
        return team is null ? results.Refusal(RetCode.GroupNotFound) : Agents(view => view.Agent.Team == team);
    }

    private Answer GroupOf(GatewayRequest request) =>
        floor.Find(request.Arguments[0]) is { } seat
            ? results.Object(writer => Group(writer, seat.Agent.Team))
            : results.Refusal(RetCode.GroupAgentNotFound);

    private async ValueTask<Answer> WithoutSkillsAsync(GatewayRequest request)
    {
        if (await JsonBody.ReadAsync(request) is not { } body || JsonBody.Ids(body, "agentlist") is not { } ids)
            return results.Refusal(RetCode.BadParameter);
        return results.Objects(ids.Select(floor.Find).OfType<Seat>().Select(seat => seat.View()), AgentShapes.Bare);
    }

    private void StatusAndTime(Utf8JsonWriter writer, SeatView view)
    {
        shapes.Status(writer, view);
        results.LooseNumber(writer, "currentstatetime", shapes.SecondsInState(view));
    }

    private static void Phone(Utf8JsonWriter writer, SeatView view)
    {
        writer.WriteString("workno", view.Agent.Id);
        writer.WriteString("phonenumber", view.Agent.PhoneNumber);
    }

    private void Group(Utf8JsonWriter writer, string team)
    {
        var monitor = floor.Agents.FirstOrDefault(agent => agent.Inspector && agent.Team == team);
        writer.WriteNumber("id", RosterBuilder.GroupId(team));
        writer.WriteString("name", team);
        writer.WriteNumber("monitorno", monitor is null ? 0 : int.Parse(monitor.Id, CultureInfo.InvariantCulture));
        writer.WriteString("monitorname", monitor?.Name ?? "");
    }
}
