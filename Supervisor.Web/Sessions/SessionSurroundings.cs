using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>What all sessions share.</summary>
/// <param name="Post">The way to the floor.</param>
/// <param name="ReadPassword">Opens a protected password; null where it cannot be read.</param>
/// <param name="PollGap">Pause between an answer and the next poll.</param>
/// <param name="SignOutCutsCalls">Whether the last try of a sign-out is a forced one.</param>
/// <param name="Callers">Who may push events to us.</param>
/// <param name="Beats">Ends their pauses, and has the clock.</param>
/// <param name="Jitter">Random numbers, 0 to 1.</param>
internal sealed record SessionSurroundings(
    Func<FloorInput, CancellationToken, ValueTask> Post,
    Func<byte[], string?> ReadPassword,
    TimeSpan PollGap,
    bool SignOutCutsCalls,
    TokenTable<PushFeed> Callers,
    Beats Beats,
    Func<double> Jitter)
{
    /// <summary>The clock.</summary>
    public TimeProvider Time => Beats.Time;

    /// <summary>How long a poll is waited for.</summary>
    public TimeSpan PollDeadline { get; init; } = StandingCalls.Deadline;

    /// <summary>Keeps what a sign-in has shown of a password that the gateway may have taken: whose it is, the protected password, whether it holds.</summary>
    public Func<AgentId, byte[], bool, CancellationToken, Task> SettlePassword { get; init; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>Until when the run before this one was there to see (UTC); null in the first run.</summary>
    public Func<DateTimeOffset?> LastSeen { get; init; } = () => null;

    /// <summary>Of all agents but these, those of whom the history does not say that nobody watches them.</summary>
    public Func<IReadOnlySet<AgentId>, CancellationToken, Task<ImmutableArray<AgentId>>> Unended { get; init; } = (_, _) => Task.FromResult(ImmutableArray<AgentId>.Empty);

    /// <summary>What the floor shows of the agent.</summary>
    public Func<AgentId, AgentState> Shown { get; init; } = _ => AgentState.Unknown;

    /// <summary>Counts what the sessions do.</summary>
    public SessionMetrics Metrics { get; init; } = SessionMetrics.Unheard;

    /// <summary>Reads the newest events of an agent that the gateway sent and the store has, oldest first.</summary>
    public Func<AgentId, CancellationToken, Task<IReadOnlyList<GatewayEvent>>> ReadStored { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<GatewayEvent>>([]);
}
