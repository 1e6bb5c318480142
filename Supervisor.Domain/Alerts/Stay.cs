using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Alerts;

/// <summary>An unbroken time of one agent in one state, whatever the calls and reasons in it.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">The reason of busy, rest or unknown, as it is now; null where none is known, and in other states.</param>
/// <param name="Began">When the state began (UTC, whole milliseconds): with the agent it names the stay.</param>
/// <param name="ReasonSince">When it got this reason.</param>
public readonly record struct Stay(AgentState State, string? Reason, DateTimeOffset Began, DateTimeOffset ReasonSince);
