namespace Supervisor.Web.Features.Floor;

/// <summary>By what the lines of the grid are grouped.</summary>
public enum FloorGrouping
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By team, in alphabetical order; those without a team last.</summary>
    Team,

    /// <summary>By state, in the order of the tiles.</summary>
    State,
}
