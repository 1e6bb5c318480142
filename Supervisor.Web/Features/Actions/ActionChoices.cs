using System.Collections.Immutable;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Features.Actions;

/// <summary>Which actions are offered for an agent, legal or not, in the order of a menu.</summary>
/// <param name="State">Changes of state.</param>
/// <param name="Session">Sign-in and sign-out.</param>
/// <param name="Inspector">What an inspector does; empty where the gateway has none.</param>
internal sealed record ActionChoices(ImmutableArray<AgentCommand> State, ImmutableArray<AgentCommand> Session, ImmutableArray<AgentCommand> Inspector)
{
    /// <summary>Actions that can be asked of a whole selection.</summary>
    public static readonly ImmutableArray<CommandKind> Bulk = [CommandKind.Idle, CommandKind.Busy, CommandKind.Rest, CommandKind.EndWrapUp, CommandKind.SignOut, CommandKind.SignIn];

    /// <summary>Done at a click: what the agent can undo alone, and what needs no further word.</summary>
    public static bool IsOneClick(AgentCommand command) =>
        command.Kind is CommandKind.Idle or CommandKind.EndWrapUp or CommandKind.SignIn or CommandKind.StopInspecting or CommandKind.SwitchMode;

    public static ActionChoices Of(CommandSetting setting)
    {
        var here = setting.Running?.Target == setting.Agent.Id;
        ImmutableArray<AgentCommand> state = [New(CommandKind.Idle), New(CommandKind.Busy), New(CommandKind.Rest), New(CommandKind.EndWrapUp)];
        ImmutableArray<AgentCommand> session = setting switch
        {
            { SignedOutHere: true, Agent.Session.IsFeeding: true } => [New(CommandKind.SignIn), New(CommandKind.SignOut) with { CutsCall = true }],
            { SignedOutHere: true } => [New(CommandKind.SignIn)],
            { Agent.Session.Phase: SessionPhase.Occupied } => [New(CommandKind.TakeOver)],
            _ => [New(CommandKind.SignOut)],
        };
        if (setting.Inspector is null) return new(state, session, []);
        ImmutableArray<AgentCommand> inspection = here
            ? [New(CommandKind.StopInspecting), .. Enum.GetValues<InspectionMode>().Where(mode => mode != setting.Running!.Mode).Select(mode => New(CommandKind.SwitchMode) with { Mode = mode }), New(CommandKind.Intercept)]
            : [New(CommandKind.Listen), New(CommandKind.Whisper), New(CommandKind.Insert)];
        return new(state, session, setting.Inspector.Id == setting.Agent.Id ? [] : [.. inspection, New(CommandKind.ForceBusy), New(CommandKind.ForceIdle), New(CommandKind.ForceSignOut)]);
    }

    private static AgentCommand New(CommandKind kind) => new(kind);
}
