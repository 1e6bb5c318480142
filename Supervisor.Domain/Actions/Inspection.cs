using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Actions;

/// <summary>One inspector at one agent.</summary>
/// <param name="Inspector">Who listens.</param>
/// <param name="Target">To whom.</param>
/// <param name="Mode">How.</param>
/// <param name="By">The person who asked for it.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record Inspection(AgentId Inspector, AgentId Target, InspectionMode Mode, string By, DateTimeOffset Since);
