using System.Globalization;
using System.Text.Json;
using Supervisor.Simulator.Floor;
using Supervisor.Simulator.Roster;

namespace Supervisor.Simulator.Operations;

/// <summary>Calls as members of JSON objects (the call object of protocol.md section 3.5).</summary>
internal static class CallShapes
{
    /// <summary>No trunk is known.</summary>
    private const int NoTrunk = 65_535;

    public static void Whole(Utf8JsonWriter writer, CallRecord record)
    {
        var call = record.Call;
        writer.WriteNumber("callfeature", int.Parse(call.Feature, CultureInfo.InvariantCulture));
        writer.WriteString("callid", call.Id);
        writer.WriteString("caller", call.Caller);
        writer.WriteString("called", call.Called);
        writer.WriteString("callskill", RosterBuilder.SkillName(call.Skill));
        writer.WriteNumber("callskillid", AgentShapes.SkillNumber(call.Skill));
        writer.WriteString("orgicallednum", call.Outbound ? "" : AccessCodes.Of(call.Skill));
        writer.WriteString("calldata", record.Data);
        writer.WriteNumber("begintime", call.BeganAt.ToUnixTimeMilliseconds());
        if (record.EndedAt is { } end)
            writer.WriteNumber("endtime", end.ToUnixTimeMilliseconds());
        else
            writer.WriteNull("endtime");
        writer.WriteNumber("userPriority", 0);
        writer.WriteNumber("trunkNo", NoTrunk);
        writer.WriteNumber("logontimes", 0);
    }

    /// <summary>The same with the agent at whose seat it is: lists over several agents would be useless without.</summary>
    public static void WithAgent(Utf8JsonWriter writer, CallRecord record)
    {
        writer.WriteString("workno", record.AgentId);
        Whole(writer, record);
    }
}
