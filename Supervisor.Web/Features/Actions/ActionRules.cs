using Supervisor.Domain.Actions;

namespace Supervisor.Web.Features.Actions;

/// <summary>What a command must be, whatever the agent does: every error at once.</summary>
internal static class ActionRules
{
    /// <summary>Longest reason that is kept, in characters.</summary>
    public const int LongestWhy = 200;

    /// <summary>Every error; fields are named as in the API.</summary>
    public static List<FieldError> Check(AgentCommand command, string? why)
    {
        var errors = new List<FieldError>();
        if (!Enum.IsDefined(command.Kind)) errors.Add(new("action", "There is no such action."));
        if (command.Kind == CommandKind.Busy && command.Reason is not (0 or (>= AgentCommand.FirstBusyReason and <= AgentCommand.LastBusyReason)))
            errors.Add(new("reason", "The busy reason must be 0 for none, or {0} to {1}.", AgentCommand.FirstBusyReason, AgentCommand.LastBusyReason));
        if (command.Kind == CommandKind.Rest && command.Seconds is < 1 or > AgentCommand.LongestRest)
            errors.Add(new("seconds", "A rest must last 1 second to 23:59:59."));
        if (command.Kind == CommandKind.Rest && command.Cause is < 0 or > AgentCommand.LastRestCause)
            errors.Add(new("cause", "The cause of a rest must be 0 to {0}.", AgentCommand.LastRestCause));
        if (command.Kind == CommandKind.SwitchMode && !Enum.IsDefined(command.Mode)) errors.Add(new("mode", "Choose listen, insert or whisper."));
        if (command.NeedsReason && string.IsNullOrWhiteSpace(why)) errors.Add(new("why", "Say why: it is written to the audit."));
        if (why is { Length: > LongestWhy }) errors.Add(new("why", "The reason must have at most {0} characters.", LongestWhy));
        return errors;
    }
}
