using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Alerts;

/// <summary>
/// Folds what is seen of one agent, live or in the history, into stays. Unknown is a stay like any other; when it was short and the agent is then in the state from before, that stay goes on: it is
/// the same rest, whether our session was lost in it, or the app was started anew, or not.
/// </summary>
public sealed record StayLine
{
    /// <summary>Longest time without data that does not end a stay: for so long a gateway keeps a session of which it hears nothing (protocol.md section 2.4).</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(2);

    /// <summary>The stay in hand.</summary>
    public required Stay Current { get; init; }

    /// <summary>The stay that the unknown time in hand has interrupted; null where none is.</summary>
    public Stay? Before { get; init; }

    /// <summary>Beginning of the state as it was last told; later than the stay's where that goes on after a gap.</summary>
    internal DateTimeOffset ToldAt { get; init; }

    /// <summary>The line after the agent was seen in a state; the same reference where that says nothing new.</summary>
    /// <param name="line">The line so far; null before the first.</param>
    /// <param name="state">The state.</param>
    /// <param name="reason">Its reason.</param>
    /// <param name="since">When it began (UTC).</param>
    /// <param name="seenAt">When it was told (UTC): a new reason in the same state counts from here.</param>
    public static StayLine Next(StayLine? line, AgentState state, string? reason, DateTimeOffset since, DateTimeOffset seenAt)
    {
        (since, seenAt) = (Whole(since), Whole(seenAt));
        if (state is not (AgentState.Busy or AgentState.Rest or AgentState.Unknown)) reason = null;
        var begun = new Stay(state, reason, since, since);
        if (line is null) return new StayLine { Current = begun, ToldAt = since };
        var current = line.Current;
        if (current.State == state && (state == AgentState.Unknown || since == line.ToldAt))
            return current.Reason == reason ? line : line with { Current = current with { Reason = reason, ReasonSince = seenAt > current.ReasonSince ? seenAt : current.ReasonSince } };
        if (current.State == AgentState.Unknown && line.Before is { } before && before.State == state && since - current.Began <= LongestGap)
            return new StayLine { Current = before with { Reason = reason, ReasonSince = before.Reason == reason ? before.ReasonSince : since }, ToldAt = since };
        return new StayLine { Current = begun, ToldAt = since, Before = state == AgentState.Unknown ? current : null };
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
