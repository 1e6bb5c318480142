namespace Supervisor.Web.Sessions;

/// <summary>A sign-out that a person has ordered here. It holds, also after a restart, until somebody signs the agent in again.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="CutsCall">At once, releasing a call; else after the call in hand.</param>
public sealed record SignedOutHere(string By, DateTimeOffset At, bool CutsCall);
