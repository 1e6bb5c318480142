namespace Supervisor.Simulator.Floor;

/// <summary>An event as it waits for a poll or a push.</summary>
/// <param name="Type">Event type, spelt as in protocol.md section 4.</param>
/// <param name="Content">Raw JSON of <c>content</c>.</param>
/// <param name="CreatedAt">Wall clock.</param>
internal sealed record GatewayEvent(string Type, string Content, DateTimeOffset CreatedAt);
