namespace Supervisor.Simulator;

/// <summary>A subscription of recognition results, without its token.</summary>
/// <param name="ServerId">Id that handshakes carry in their path.</param>
/// <param name="CallBack">Registered address; results go below it.</param>
/// <param name="RegisteredAt">Wall clock.</param>
/// <param name="LastHandshakeAt">Wall clock of the last accepted handshake; null: none yet.</param>
/// <param name="Alive">Whether results are sent.</param>
public sealed record SubscriptionStanding(string ServerId, Uri CallBack, DateTimeOffset RegisteredAt, DateTimeOffset? LastHandshakeAt, bool Alive);

/// <summary>A recognition result that a subscriber acknowledged.</summary>
/// <param name="Sequence">Per agent, from 1, in order of acknowledgement.</param>
/// <param name="At">Wall clock of the acknowledgement.</param>
/// <param name="ServerId">Subscription it went to.</param>
/// <param name="CallId"><c>curcallid</c>.</param>
/// <param name="TalkerType">1 the agent, 2 the customer.</param>
/// <param name="UserCase"><c>asrusercase</c>: 0 single result, 61 speech began, 62 result and more to come, 63 speech ended.</param>
/// <param name="Content">Text as sent, opaque when <paramref name="Encrypted"/>; null: the result carried none.</param>
/// <param name="Encrypted"><c>iscontentenc</c>.</param>
public sealed record RecognisedSpeech(
    long Sequence, DateTimeOffset At, string ServerId, string CallId, int TalkerType, string UserCase, string? Content, bool Encrypted);
