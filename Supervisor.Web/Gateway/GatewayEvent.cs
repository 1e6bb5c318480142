namespace Supervisor.Web.Gateway;

/// <summary>One event as the gateway sent it (seed text "Obtaining Events", table 3).</summary>
/// <param name="Type"><c>eventType</c>, cut after <see cref="LongestType"/> characters.</param>
/// <param name="WorkNo"><c>workNo</c>; empty where missing.</param>
/// <param name="GeneratedAt"><c>eventGenTime</c> of newer gateways; null where missing.</param>
/// <param name="Content">The bytes of <c>content</c>, JSON; empty for null or missing.</param>
internal sealed record GatewayEvent(string Type, string WorkNo, DateTimeOffset? GeneratedAt, ReadOnlyMemory<byte> Content)
{
    /// <summary>Longest type that we keep; the documented ones have at most 40 characters, and types stand in an index.</summary>
    public const int LongestType = 200;
}
