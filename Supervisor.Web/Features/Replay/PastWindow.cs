using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Replay;

/// <summary>What happened on the floor in a few minutes of the past.</summary>
/// <param name="To">Everything before this moment is in.</param>
/// <param name="ReachesPresent">Nothing is known after it yet.</param>
/// <param name="Changes">Intervals, in the order in which they begin; those of one agent in their own order.</param>
public sealed record PastWindow(DateTimeOffset To, bool ReachesPresent, ImmutableArray<PastChange> Changes);

/// <summary>An interval of an agent begins.</summary>
public readonly record struct PastChange(AgentProfile Agent, StateInterval Interval);

/// <summary>The whole floor at a moment, and what comes next.</summary>
/// <param name="At">The moment.</param>
/// <param name="Agents">Everybody of whom the history knew something by then.</param>
/// <param name="Ahead">What comes next.</param>
public sealed record PastOpening(DateTimeOffset At, ImmutableArray<PastAgent> Agents, PastWindow Ahead);

/// <summary>The changes around a moment.</summary>
/// <param name="Before">The last one before it; null where none is known.</param>
/// <param name="After">The first one after it; null where none is known.</param>
public sealed record PastNeighbours(DateTimeOffset? Before, DateTimeOffset? After);
