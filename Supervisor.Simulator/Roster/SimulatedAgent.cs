namespace Supervisor.Simulator;

/// <summary>One configured agent of the simulated call centre: what an administrator would know about it.</summary>
/// <param name="Id">Employee id (<c>workno</c>), digits.</param>
/// <param name="Name">Full name.</param>
/// <param name="Team">Name of the work group.</param>
/// <param name="PhoneNumber">Softphone number for sign-in, digits.</param>
/// <param name="Password">Password on the CTI platform, at most 32 characters.</param>
/// <param name="Skills">Ids of the configured skill queues.</param>
/// <param name="Inspector">Whether the agent holds the quality-control role (<c>iscensor</c>).</param>
public sealed record SimulatedAgent(
    string Id, string Name, string Team, string PhoneNumber, string Password, IReadOnlyList<string> Skills, bool Inspector);
