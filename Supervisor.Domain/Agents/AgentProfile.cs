namespace Supervisor.Domain.Agents;

/// <summary>What the site has configured for an agent, as far as the floor shows it.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">Display name; the work number where none was given.</param>
/// <param name="Team">Team, or an empty string.</param>
public sealed record AgentProfile(AgentId Id, string Name, string Team);
