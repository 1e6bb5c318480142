using System.Globalization;

namespace Supervisor.Simulator.Roster;

/// <summary>Makes the configured agents from the seed: the same options give the same names, teams and passwords.</summary>
internal static class RosterBuilder
{
    public static readonly string[] Teams = ["Billing", "Technical Support", "Retention", "Sales", "Premium Care", "Back Office"];

    /// <summary>Skill queues: id and name. The id of a call object's <c>callskillid</c> looks like this in the field.</summary>
    public static readonly (string Id, string Name)[] Skills =
    [
        ("20011", "Voice General"), ("20012", "Billing"), ("20013", "Technical"),
        ("20014", "Retention"), ("20015", "Sales"), ("20016", "Premium"),
    ];

    private const string PasswordAlphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static SimulatedAgent[] Build(SimulatorOptions options)
    {
        var agents = new SimulatedAgent[options.Agents];
        for (var i = 0; i < agents.Length; i++)
            agents[i] = BuildOne(options, i);
        return agents;
    }

    public static string SkillName(string id) => Array.Find(Skills, skill => skill.Id == id).Name ?? id;

    public static bool IsSkill(string id) => Array.Exists(Skills, skill => skill.Id == id);

    public static string? SkillId(string name) => Array.Find(Skills, skill => skill.Name == name).Id;

    public static int GroupId(string team) => 1 + Array.IndexOf(Teams, team);

    private static SimulatedAgent BuildOne(SimulatorOptions options, int index)
    {
        var id = options.FirstAgentId + index;
        var random = new Random(unchecked((options.Seed * 486_187_739) ^ (id * 16_777_619)));
        var team = index % Teams.Length;
        var name = AgentNames.Pick(random);
        var password = options.PasswordPrefix + new string(random.GetItems<char>(PasswordAlphabet, 10));
        string[] skills = team == 0 || random.Next(3) == 0
            ? [Skills[0].Id, Skills[(team + 1) % Skills.Length].Id]
            : [Skills[(team + 1) % Skills.Length].Id];
        // the first agent of every team leads it; a team lead may inspect
        return new SimulatedAgent(
            id.ToString(CultureInfo.InvariantCulture), name, Teams[team],
            (id + 40_000).ToString(CultureInfo.InvariantCulture), password, skills, Inspector: index < Teams.Length);
    }
}
