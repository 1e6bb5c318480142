using System.Collections.Frozen;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Limits;

/// <summary>
/// All limits of a site, immutable. The most specific one holds: team and reason, then reason, then team, then the state, then what every site begins with. A reason goes before a team,
/// since it says what is being done, and a team only by whom.
/// </summary>
public sealed class FloorLimits
{
    /// <summary>What every site begins with (product.md, "The main screen"). Idle and signed out may last as long as they like.</summary>
    public static readonly FrozenDictionary<AgentState, StateLimit> Defaults = new Dictionary<AgentState, StateLimit>
    {
        [AgentState.Ringing] = StateLimit.Seconds(15, 25),
        [AgentState.Talking] = StateLimit.Seconds(5 * 60, 10 * 60),
        [AgentState.Hold] = StateLimit.Seconds(60, 120),
        [AgentState.WrapUp] = StateLimit.Seconds(60, 180),
        [AgentState.Busy] = StateLimit.Seconds(5 * 60, 15 * 60),
        [AgentState.Rest] = StateLimit.Seconds(15 * 60, 20 * 60),
        [AgentState.Unknown] = StateLimit.Seconds(10, 60),
    }.ToFrozenDictionary();

    /// <summary>A site that has set nothing.</summary>
    public static readonly FloorLimits Default = new([]);

    private readonly FrozenDictionary<LimitScope, StateLimit> _own;

    /// <param name="own">What the site has set.</param>
    public FloorLimits(IEnumerable<KeyValuePair<LimitScope, StateLimit>> own) => _own = own.ToFrozenDictionary();

    /// <summary>The limit of a state of an agent of <paramref name="team"/>; null where it may last as long as it likes.</summary>
    public StateLimit? Of(AgentState state, string? reason, string team)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (_own.Count > 0)
        {
            var why = LimitScope.HasReasons(state) && reason is not null ? reason : "";
            if (why.Length > 0 && (Own(state, team, why) ?? Own(state, "", why)) is { } byReason) return byReason;
            if ((Own(state, team, "") ?? Own(state, "", "")) is { } byTeam) return byTeam;
        }

        return Defaults.GetValueOrDefault(state);
    }

    private StateLimit? Own(AgentState state, string team, string reason) => _own.GetValueOrDefault(new LimitScope(state, team, reason));
}
