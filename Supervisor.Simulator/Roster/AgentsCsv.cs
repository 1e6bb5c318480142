using System.Text;

namespace Supervisor.Simulator.Roster;

/// <summary>The agents as an import file: RFC 4180, header <c>agentId,name,team,phoneNumber,password,signInStatus,agentType,skills</c>.</summary>
internal static class AgentsCsv
{
    public static string Write(IReadOnlyList<SimulatedAgent> agents)
    {
        var csv = new StringBuilder("agentId,name,team,phoneNumber,password,signInStatus,agentType,skills\r\n");
        foreach (var agent in agents)
            csv.AppendJoin(',', Field(agent.Id), Field(agent.Name), Field(agent.Team), Field(agent.PhoneNumber), Field(agent.Password), "4", "4",
                Field(string.Join(';', agent.Skills))).Append("\r\n");
        return csv.ToString();
    }

    private static string Field(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
