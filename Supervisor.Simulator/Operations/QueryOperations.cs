using System.Globalization;
using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>Agent queries (protocol.md sections 3.1 row 13 and 3.3).</summary>
internal sealed class QueryOperations(GatewayFloor floor, Answers answers, TimeProvider time)
{
    /// <summary>The documented "never": 2^32-1 seconds in milliseconds.</summary>
    private const long NeverSignedIn = 4_294_967_295_000;

    private static readonly (int Id, string Reason)[] RestReasons =
        [(1, "Lunch"), (2, "Coffee break"), (3, "Training"), (4, "Meeting"), (5, "Personal")];

    public IEnumerable<Operation> All =>
    [
        new("getAgentStatus", "GET", "onlineagent/{agentid}/agentstatus", Access.Session, request => new(AgentStatus(request))),
        new("getAllStatusAgents", "GET", "agentgroup/{agentid}/allagentstatus", Access.Session, _ => new(AllAgentStatus())),
        new("queryAgentInfoByWorkNo", "GET", "agentgroup/{agentid}/agentbyworkno/{workno}", Access.Session, request => new(AgentByWorkNo(request))),
        new("getAgentRestReason", "GET", "agentgroup/{agentid}/restreason", Access.Session, _ => new(RestReason())),
        new("isCensor", "GET", "agentgroup/{agentid}/iscensor", Access.Session, request => new(IsCensor(request))),
    ];

    private Answer AgentStatus(GatewayRequest request)
    {
        var view = request.Seat!.View();
        return answers.Result(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("agentState", view.Status);
            writer.WriteBoolean("isWorking", view.IsWorking);
            writer.WriteEndObject();
        });
    }

    private Answer AllAgentStatus() =>
        answers.Result(writer =>
        {
            writer.WriteStartArray();
            foreach (var seat in floor.Seats)
            {
                var view = seat.View();
                writer.WriteStartObject();
                writer.WriteString("workno", view.Agent.Id);
                writer.WriteString("name", view.Agent.Name);
                Number(writer, "status", view.Status);
                Number(writer, "ctiStatus", view.CtiStatus);
                writer.WriteString("groupName", view.Agent.Team);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });

    private Answer AgentByWorkNo(GatewayRequest request)
    {
        if (floor.Find(request.Arguments[0])?.View() is not { } view)
            return answers.Refusal(RetCode.AgentNotFound);
        return answers.Result(writer => WriteAgent(writer, view));
    }

    private void WriteAgent(Utf8JsonWriter writer, SeatView view)
    {
        writer.WriteStartObject();
        writer.WriteString("workno", view.Agent.Id);
        writer.WriteString("name", view.Agent.Name);
        writer.WriteNumber("status", view.Status);
        writer.WriteNumber("ctiStatus", view.CtiStatus);
        writer.WriteNumber("groupid", RosterBuilder.GroupId(view.Agent.Team));
        writer.WriteString("groupname", view.Agent.Team);
        writer.WriteStartArray("skilllist");
        foreach (var skill in view.Agent.Skills)
        {
            writer.WriteStartObject();
            writer.WriteString("name", RosterBuilder.SkillName(skill));
            writer.WriteNumber("id", int.Parse(skill, CultureInfo.InvariantCulture));
            writer.WriteNumber("mediatype", 5);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (view.CallId is { } callId)
        {
            writer.WriteStartArray("callids");
            writer.WriteStringValue(callId);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteNull("callids");
        }
        writer.WriteString("mediatype", view.SignedInAt is null ? "FFF" : "TTF");
        writer.WriteNumber("vdnid", 1);
        writer.WriteString("phonenumber", view.SignedInAt is null ? null : view.Agent.PhoneNumber);
        writer.WriteNumber("currentstatetime", Math.Max(0, (long)(time.GetUtcNow() - view.Since).TotalSeconds));
        writer.WriteNumber("logindate", view.SignedInAt?.ToUnixTimeMilliseconds() ?? NeverSignedIn);
        writer.WriteNumber("inMultimediaConf", 0);
        writer.WriteEndObject();
    }

    private Answer RestReason() =>
        answers.Result(writer =>
        {
            writer.WriteStartArray();
            foreach (var (id, reason) in RestReasons)
            {
                writer.WriteStartObject();
                Number(writer, "restReasonId", id);
                writer.WriteString("restReason", reason);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });

    private Answer IsCensor(GatewayRequest request)
    {
        var inspector = request.Seat!.Agent.Inspector;
        return answers.Result(writer =>
        {
            if (floor.Options.NativeTypes)
                writer.WriteBooleanValue(inspector);
            else
                writer.WriteStringValue(inspector ? "true" : "false");
        });
    }

    private void Number(Utf8JsonWriter writer, string name, int value)
    {
        if (floor.Options.NativeTypes)
            writer.WriteNumber(name, value);
        else
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }
}
