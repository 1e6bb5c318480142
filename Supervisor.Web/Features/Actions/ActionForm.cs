using Supervisor.Domain.Actions;

namespace Supervisor.Web.Features.Actions;

/// <summary>What a person fills in for an action.</summary>
public sealed class ActionForm
{
    /// <summary>Busy reason; null for none.</summary>
    public int? Reason { get; set; }

    /// <summary>Minutes of a rest.</summary>
    public int? Minutes { get; set; } = 15;

    /// <summary>Cause of a rest.</summary>
    public int? Cause { get; set; }

    /// <summary>Sign out at once, releasing a call.</summary>
    public bool CutsCall { get; set; }

    /// <summary>For the audit.</summary>
    public string Why { get; set; } = "";

    /// <summary>The command as filled in.</summary>
    public AgentCommand Complete(AgentCommand command) => command with
    {
        Reason = Reason ?? 0,
        Seconds = (int)Math.Min((Minutes ?? 0) * 60L, int.MaxValue),
        Cause = Cause ?? 0,
        CutsCall = command.CutsCall || CutsCall,
    };
}
