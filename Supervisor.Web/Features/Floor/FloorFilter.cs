using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>Which rows are wanted. Lives in the address of the page, so that it can be kept and sent.</summary>
public sealed class FloorFilter(ImmutableHashSet<AgentState> states, string search)
{
    public static readonly FloorFilter None = new([], "");

    private readonly string[] _words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Only these; empty for all.</summary>
    public ImmutableHashSet<AgentState> States => states;

    /// <summary>Words that must all be found, as typed.</summary>
    public string Search => search;

    public bool IsNone => states.IsEmpty && _words.Length == 0;

    public bool Wants(FloorRow row) => (States.IsEmpty || States.Contains(row.Snapshot.State)) && row.Matches(_words);

    /// <summary>A click on a tile: only this state; again: all. With <paramref name="add"/> it joins or leaves those already chosen.</summary>
    public FloorFilter Click(AgentState state, bool add)
    {
        if (States.Contains(state)) return With(add ? States.Remove(state) : States.Count == 1 ? [] : [state]);
        return With(add ? States.Add(state) : [state]);
    }

    public FloorFilter With(ImmutableHashSet<AgentState> states) => new(states, Search);

    public FloorFilter With(string search) => new(States, search);

    /// <summary>The query of the page's address, with the question mark; empty where nothing is filtered or sorted.</summary>
    public string ToQuery(FloorSort sort)
    {
        var pairs = StateLook.All.Where(look => States.Contains(look.State)).Select(look => KeyValuePair.Create("state", (string?)look.Css)).ToList();
        if (_words.Length > 0) pairs.Add(new("q", Search.Trim()));
        if (sort.ToString() is { Length: > 0 } order) pairs.Add(new("sort", order));
        return QueryHelpers.AddQueryString("", pairs);
    }

    /// <summary>Reads what <see cref="ToQuery"/> wrote; what it does not know it leaves out.</summary>
    public static (FloorFilter Filter, FloorSort Sort) FromQuery(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var states = values.TryGetValue("state", out var names)
            ? StateLook.All.Where(look => names.Contains(look.Css, StringComparer.OrdinalIgnoreCase)).Select(look => look.State).ToImmutableHashSet()
            : [];
        return (new FloorFilter(states, values.GetValueOrDefault("q").ToString()), FloorSort.Parse(values.GetValueOrDefault("sort")));
    }
}
