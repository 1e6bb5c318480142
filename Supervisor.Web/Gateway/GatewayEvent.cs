namespace Supervisor.Web.Gateway;

/// <summary>One event as the gateway sent it (seed text "Obtaining Events", table 3).</summary>
/// <param name="Type"><c>eventType</c>.</param>
/// <param name="WorkNo"><c>workNo</c>; empty where missing.</param>
/// <param name="GeneratedAt"><c>eventGenTime</c> of newer gateways; null where missing.</param>
/// <param name="Content">The bytes of <c>content</c>, JSON; empty for null or missing.</param>
internal sealed record GatewayEvent(string Type, string WorkNo, DateTimeOffset? GeneratedAt, ReadOnlyMemory<byte> Content);
