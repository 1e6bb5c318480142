namespace Supervisor.Web.Features.Floor;

/// <summary>What rows can be ordered by.</summary>
public enum FloorColumn
{
    /// <summary>How far over the limit; no column of its own.</summary>
    Urgency,
    Session,
    Agent,
    State,
    Time,
    Team,
    Call,
    Login,
    Gateway,
    Calls,
    Talk,
    WrapUp,
    Rest,
    Idle,
    Occupancy,
    Coverage,
}
