using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>Which rows are wanted. What is said of one kind is joined by "or", the kinds by "and".</summary>
public sealed class FloorFilter
{
    public static readonly FloorFilter None = new();

    private string[] _words = [];

    /// <summary>Only these; empty for all.</summary>
    public ImmutableHashSet<AgentState> States { get; private init; } = [];

    /// <summary>Only these teams, "" for those without one; empty for all.</summary>
    public ImmutableSortedSet<string> Teams { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Only these gateways; empty for all.</summary>
    public ImmutableSortedSet<string> Gateways { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Only these reasons (<see cref="ReasonOf"/>); empty for all.</summary>
    public ImmutableSortedSet<string> Reasons { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Only those who are over a limit, warnings included.</summary>
    public bool OverLimit { get; private init; }

    /// <summary>Words that must all be found, as typed.</summary>
    public string Search { get; private init; } = "";

    public bool IsNone => States.IsEmpty && Teams.IsEmpty && Gateways.IsEmpty && Reasons.IsEmpty && !OverLimit && _words.Length == 0;

    /// <summary>State and reason in one word, <c>busy:203</c>: reasons of different states have nothing to do with each other. Null where the agent has none.</summary>
    public static string? ReasonOf(AgentSnapshot agent) =>
        agent.State is AgentState.Busy or AgentState.Rest or AgentState.Unknown && agent.Reason is { Length: > 0 } reason && reason != "0" ? StateLook.Of(agent.State).Css + ":" + reason : null;

    /// <param name="row">The row, with its level as of now.</param>
    public bool Wants(FloorRow row)
    {
        var agent = row.Snapshot;
        return (States.IsEmpty || States.Contains(agent.State))
            && (Teams.IsEmpty || Teams.Contains(agent.Profile.Team))
            && (Gateways.IsEmpty || Gateways.Contains(agent.Id.Gateway))
            && (!OverLimit || row.Level > 0)
            && (Reasons.IsEmpty || (ReasonOf(agent) is { } reason && Reasons.Contains(reason)))
            && row.Matches(_words);
    }

    /// <summary>A click on a tile: only this state; again: all. With <paramref name="add"/> it joins or leaves those already chosen.</summary>
    public FloorFilter Click(AgentState state, bool add)
    {
        if (States.Contains(state)) return With(add ? States.Remove(state) : States.Count == 1 ? [] : [state]);
        return With(add ? States.Add(state) : [state]);
    }

    public FloorFilter With(ImmutableHashSet<AgentState> states) => new(this) { States = states };

    public FloorFilter With(string search) => new(this) { Search = search, _words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };

    /// <summary>Only these gateways.</summary>
    public FloorFilter WithGateways(IEnumerable<string> gateways) => new(this) { Gateways = Gateways.Clear().Union(gateways) };

    /// <summary>Adds what a chip stands for, or takes it away where it is there.</summary>
    public FloorFilter Toggle(FilterChip chip) => chip.Kind switch
    {
        FilterKind.State => StateLook.Find(chip.Value) is { } look ? Click(look.State, add: true) : this,
        FilterKind.Team => new(this) { Teams = Toggle(Teams, chip.Value) },
        FilterKind.Gateway => new(this) { Gateways = Toggle(Gateways, chip.Value) },
        FilterKind.Reason => new(this) { Reasons = Toggle(Reasons, chip.Value) },
        FilterKind.OverLimit => new(this) { OverLimit = !OverLimit },
        FilterKind.Search => With(Search.Trim() == chip.Value ? "" : chip.Value),
        _ => this,
    };

    /// <summary>All that it asks for, in a fixed order.</summary>
    public IEnumerable<FilterChip> Chips()
    {
        foreach (var look in StateLook.All)
            if (States.Contains(look.State)) yield return new FilterChip(FilterKind.State, look.Css);
        foreach (var team in Teams) yield return new FilterChip(FilterKind.Team, team);
        foreach (var gateway in Gateways) yield return new FilterChip(FilterKind.Gateway, gateway);
        foreach (var reason in Reasons) yield return new FilterChip(FilterKind.Reason, reason);
        if (OverLimit) yield return new FilterChip(FilterKind.OverLimit, "1");
        if (_words.Length > 0) yield return new FilterChip(FilterKind.Search, Search.Trim());
    }

    private FloorFilter()
    {
    }

    private FloorFilter(FloorFilter other)
    {
        (States, Teams, Gateways, Reasons, OverLimit, Search, _words) = (other.States, other.Teams, other.Gateways, other.Reasons, other.OverLimit, other.Search, other._words);
    }

    private static ImmutableSortedSet<string> Toggle(ImmutableSortedSet<string> set, string value) => set.Remove(value) is var less && less.Count < set.Count ? less : set.Add(value);
}
