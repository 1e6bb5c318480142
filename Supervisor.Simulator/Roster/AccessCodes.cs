namespace Supervisor.Simulator.Roster;

/// <summary>How callers reach the queues: an access code for each queue, and the voice menu that answers it.</summary>
internal static class AccessCodes
{
    /// <summary>Voice menus: id, access code, description.</summary>
    public static readonly (int Id, string Access, string Description)[] Menus =
        [(1, "95001", "Service line"), (2, "95002", "Sales and premium line")];

    /// <summary>Number a customer dials for a queue.</summary>
    public static string Of(string skill) => $"9500{MenuOf(skill)}{Position(skill)}";

    /// <summary>The menu in front of a queue: the first half of the queues has the first menu.</summary>
    public static int MenuOf(string skill) => Position(skill) <= RosterBuilder.Skills.Length / 2 ? 1 : 2;

    private static int Position(string skill) => 1 + Array.FindIndex(RosterBuilder.Skills, entry => entry.Id == skill);
}
