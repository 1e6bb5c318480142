using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>How one session is, for people. A value; read it again for newer figures.</summary>
/// <param name="State">Where the session stands, with the last code and the next try.</param>
/// <param name="LastPollAt">When the last poll was answered well (UTC); null before the first.</param>
/// <param name="RoundTrip">Duration of the last request that was not a poll; null before the first.</param>
/// <param name="Fault">The last answer that could not be used, in words (e.g. "HTTP 500", "answer is not JSON"); null where there was none.</param>
/// <param name="FaultAt">When that was (UTC).</param>
/// <param name="Events">Events received since the start.</param>
/// <param name="Note">What the gateway said with a code that our catalogue does not have; null where there was none.</param>
/// <param name="Password">What the sign-in told about the password; null before one.</param>
public sealed record SessionHealth(
    SessionState State,
    DateTimeOffset? LastPollAt,
    TimeSpan? RoundTrip,
    string? Fault,
    DateTimeOffset? FaultAt,
    long Events,
    GatewayNote? Note = null,
    PasswordStanding? Password = null)
{
    /// <summary>Media servers of the last sign-in; null where not told.</summary>
    public MediaServers? Media { get; init; }

    /// <summary>When the last heartbeat that was answered well was sent (UTC); null where we poll.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>When the last event came (UTC); null before the first.</summary>
    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Pushed events that were dropped because they came a second time.</summary>
    public long Duplicates { get; init; }
}
