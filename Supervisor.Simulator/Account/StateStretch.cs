namespace Supervisor.Simulator;

/// <summary>A while that an agent spent in one state, with one reason, in one call.</summary>
/// <param name="From">Wall clock at which it began: the <c>eventGenTime</c> of the events that tell it.</param>
/// <param name="To">Wall clock at which it ended; null: it lasts.</param>
/// <param name="State">signedOut, idle, ringing, talking, hold, wrapUp, busy or rest.</param>
/// <param name="Reason">Busy reason or rest cause, otherwise null.</param>
/// <param name="CallId">The call it belongs to; null: none, as for an inspector who listens.</param>
/// <param name="Direction">inbound or outbound, null without a call; the simulator has no internal calls.</param>
public sealed record StateStretch(DateTimeOffset From, DateTimeOffset? To, string State, int? Reason, string? CallId, string? Direction);

/// <summary>What one agent did.</summary>
/// <param name="Stretches">Oldest first, each beginning where the one before ended; the last one is open.</param>
/// <param name="Dropped">How many older ones were forgotten.</param>
public sealed record SeatJournal(IReadOnlyList<StateStretch> Stretches, long Dropped);
