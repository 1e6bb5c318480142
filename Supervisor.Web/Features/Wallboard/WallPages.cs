namespace Supervisor.Web.Features.Wallboard;

/// <summary>What can stand on a wall, in this order.</summary>
internal static class WallPages
{
    /// <summary>How many agents are in each state, and the longest of them.</summary>
    public const string States = "states";

    /// <summary>Who is over a limit.</summary>
    public const string Urgent = "urgent";

    /// <summary>The states by team.</summary>
    public const string Teams = "teams";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [States, Urgent, Teams];

    /// <summary>Languages of walls, as cultures.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "zh-Hans"];

    /// <summary>Themes of walls.</summary>
    public static readonly IReadOnlyList<string> Themes = ["dark", "light", "system"];
}
