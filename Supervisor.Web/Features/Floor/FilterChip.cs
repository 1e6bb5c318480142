namespace Supervisor.Web.Features.Floor;

/// <summary>What a filter can ask for.</summary>
public enum FilterKind
{
    State,
    Team,
    Gateway,
    Reason,
    OverLimit,
    Search,
}

/// <summary>One thing that a filter asks for.</summary>
/// <param name="Kind">What.</param>
/// <param name="Value">State as in addresses, name, <see cref="FloorFilter.ReasonOf"/>, or words.</param>
public readonly record struct FilterChip(FilterKind Kind, string Value);
