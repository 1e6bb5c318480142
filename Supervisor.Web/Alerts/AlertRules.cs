using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Alerts;

/// <summary>Rules as they are kept, and as the watch wants them.</summary>
internal static class AlertRules
{
    private static readonly ImmutableDictionary<string, AgentState> BySpelling = Enum.GetValues<AgentState>().ToImmutableDictionary(FloorView.Spelt, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where this computer does not know the zone (any more), or a state is none: such a rule raises nothing.</summary>
    public static AlertRule? Read(AlertRuleEntry entry)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(entry.Zone, out var zone)) return null;
        var states = Lines(entry.States);
        if (states.Length == 0 || states.Any(state => !BySpelling.ContainsKey(state))) return null;
        return new AlertRule
        {
            Id = entry.Id,
            Name = entry.Name,
            States = [.. states.Select(state => BySpelling[state])],
            Reasons = [.. Lines(entry.Reasons)],
            Teams = [.. Lines(entry.Teams)],
            Gateways = Lines(entry.Gateways).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
            After = TimeSpan.FromSeconds(entry.AfterSeconds),
            Hours = new AlertHours(zone, entry.Weekdays, entry.FromMinute, entry.ToMinute),
            Severity = entry.Severity,
            CoolDown = TimeSpan.FromSeconds(entry.CoolDownSeconds),
        };
    }

    /// <summary>The parts of a list that is kept as one text.</summary>
    public static ImmutableArray<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The other way.</summary>
    public static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Distinct(StringComparer.Ordinal));
}
