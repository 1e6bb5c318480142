using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>Skill queues (protocol.md section 3.4). A call waits in its queue until somebody answers it.</summary>
internal sealed class QueueOperations(GatewayFloor floor, ResultShapes results, TimeProvider time)
{
    private const int MostIds = 100;
    private const int LongestQueue = 500;

    public IEnumerable<Operation> All =>
    [
        Query("querySkillQueueOnAgentVDN", "agentvdnskill", _ => Skills(RosterBuilder.Skills.Select(skill => skill.Id))),
        Query("querySkillQueueOnVDN", "vdnskill/{vdnid}", OnVdn),
        Query("querySkillQueueOnAgent", "agentskill/{workNo}", OnAgent),
        Query("queryQueueLengthBySkillId", "skillwaitnum/{skillid}", request => results.Number(Load(request.Arguments[0]).Waiting)),
        Query("queryQueueLengthOnAgent", "waitnum", request => results.Number(OwnQueues(request).Sum(load => load.Waiting))),
        Query("queryQueueLengthOnAgentSkills", "waitnumbyagent", request => results.Objects(OwnQueues(request), WriteLength)),
        Query("queryInNoOnVDN", "innoinfo", _ => results.Objects(RosterBuilder.Skills.Select(skill => skill.Id), WriteAccessCode)),
        Query("queryIVRInfoOnVdn", "ivrinfo", _ => results.Objects(AccessCodes.Menus, WriteMenu)),
        new("queryStatInfoOfAcd", "POST", "queuedevice/{agentid}/queryacdstat", Access.Session, request => StatisticsAsync(request, WriteAcd)),
        new("querySkillStatWithVdn", "POST", "queuedevice/{agentid}/queryskillstat", Access.Session, request => StatisticsAsync(request, WriteWithVdn)),
    ];

    private static Operation Query(string name, string path, Func<GatewayRequest, Answer> answer) =>
        new(name, "GET", "queuedevice/{agentid}/" + path, Access.Session, request => new(answer(request)));

    private QueueLoad Load(string skill) => QueueLoad.Of(skill, floor.Views(), time.GetUtcNow());

    private IEnumerable<QueueLoad> OwnQueues(GatewayRequest request)
    {
        var (views, now) = (floor.Views(), time.GetUtcNow());
        return request.Seat!.View().Entered.Select(skill => QueueLoad.Of(skill, views, now));
    }

    private Answer Skills(IEnumerable<string> skills) => results.Objects(skills, AgentShapes.Skill);

    private Answer OnVdn(GatewayRequest request) =>
        request.Argument(0, AgentShapes.Vdn, AgentShapes.Vdn, out _)
            ? results.Objects(RosterBuilder.Skills.Select(skill => skill.Id), (writer, skill) =>
            {
                AgentShapes.Skill(writer, skill);
                writer.WriteNumber("serviceType", 0);
                writer.WriteNumber("realFlag", 1);
            })
            : results.Refusal(RetCode.NoVdnQueues);

    private Answer OnAgent(GatewayRequest request) =>
        floor.Find(request.Arguments[0]) is { } seat ? Skills(seat.View().Entered) : results.Refusal(RetCode.NoAgentQueues);

    private async ValueTask<Answer> StatisticsAsync(GatewayRequest request, Action<Utf8JsonWriter, QueueLoad> write)
    {
        if (await JsonBody.ReadAsync(request) is not { } body || JsonBody.Ids(body, "skills") is not { Length: > 0 and <= MostIds } ids)
            return results.Refusal(RetCode.BadParameter);
        var (views, now) = (floor.Views(), time.GetUtcNow());
        // unknown queues are left out, as a queue deleted meanwhile would be
        return results.Objects(ids.Where(RosterBuilder.IsSkill).Select(skill => QueueLoad.Of(skill, views, now)), write);
    }

    private static void WriteAcd(Utf8JsonWriter writer, QueueLoad load)
    {
        writer.WriteString("pilotNbr", AccessCodes.Of(load.Skill));
        writer.WriteNumber("deviceNo", AgentShapes.SkillNumber(load.Skill));
        writer.WriteNumber("queueSize", load.Waiting);
        writer.WriteNumber("queueTime", load.LongestWait);
        writer.WriteNumber("loadFactor", 0);
        writer.WriteNumber("estWaitTime", 0);
        writer.WriteNumber("loggedOnAgents", load.SignedIn);
        writer.WriteNumber("availAgents", load.Available);
        writer.WriteNumber("transferFlg", 0);
        writer.WriteNumber("transferDeviceType", 0);
        writer.WriteNumber("transferDeviceNo", 0);
        writer.WriteString("skillDescrip", RosterBuilder.SkillName(load.Skill));
        writer.WriteNumber("maxQueueSize", LongestQueue);
    }

    private static void WriteWithVdn(Utf8JsonWriter writer, QueueLoad load)
    {
        writer.WriteNumber("vdnid", AgentShapes.Vdn);
        WriteLoad(writer, load);
    }

    /// <summary>The figures of one queue where no document names the members.</summary>
    public static void WriteLoad(Utf8JsonWriter writer, QueueLoad load)
    {
        writer.WriteNumber("skillid", AgentShapes.SkillNumber(load.Skill));
        writer.WriteString("skillname", RosterBuilder.SkillName(load.Skill));
        writer.WriteNumber("waitnum", load.Waiting);
        writer.WriteNumber("longestwait", load.LongestWait);
        writer.WriteNumber("loginagent", load.SignedIn);
        writer.WriteNumber("idleagent", load.Available);
        writer.WriteNumber("talkingagent", load.Talking);
    }

    private static void WriteLength(Utf8JsonWriter writer, QueueLoad load)
    {
        writer.WriteNumber("skillid", AgentShapes.SkillNumber(load.Skill));
        writer.WriteString("skillname", RosterBuilder.SkillName(load.Skill));
        writer.WriteNumber("waitnum", load.Waiting);
    }

    private static void WriteAccessCode(Utf8JsonWriter writer, string skill)
    {
        writer.WriteNumber("id", AgentShapes.SkillNumber(skill));
        writer.WriteString("inno", AccessCodes.Of(skill));
        writer.WriteString("description", RosterBuilder.SkillName(skill));
        writer.WriteNumber("vdnid", AgentShapes.Vdn);
        writer.WriteNumber("mediatype", AgentShapes.Voice);
    }

    private static void WriteMenu(Utf8JsonWriter writer, (int Id, string Access, string Description) menu)
    {
        writer.WriteNumber("id", menu.Id);
        writer.WriteString("access", menu.Access);
        writer.WriteString("description", menu.Description);
        writer.WriteNumber("serviceNo", menu.Id);
    }
}
