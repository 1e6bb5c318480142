namespace Supervisor.Web.Sessions;

/// <summary>
/// How fast sessions turn to one gateway. Each gateway has a pace of its own: a turn lasts until its answer has come, and of one that is down no answer does, for 5 to 15 s each; all others would wait behind it.
/// </summary>
/// <param name="options">The pace.</param>
/// <param name="time">The clock.</param>
internal sealed class GatewayPace(SessionOptions options, TimeProvider time)
{
    /// <summary>Spreads the sign-ins.</summary>
    public SignInPacer SignIns { get; } = new(options.SignInsPerSecond, options.MaxConcurrentSignIns, time);

    /// <summary>Spreads the questions and polls of sessions that come back after a loss.</summary>
    public SignInPacer Returns { get; } = new(options.ReturnsPerSecond, options.MaxConcurrentReturns, time);
}
