using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Features.Actions;

/// <summary>Which operation of the gateway a command is, by what the agent does now (protocol.md sections 2.9 and 3.2).</summary>
internal static class CommandOrders
{
    public static GatewayOrder Of(AgentCommand command, CommandSetting setting)
    {
        var target = setting.Agent.Id.WorkNo;
        return command.Kind switch
        {
            CommandKind.Busy => GatewayOrder.SayBusy(command.Reason, again: setting.Agent.State == AgentState.Busy),
            // sayfree leaves busy and wrap-up, and takes back what was asked for during a call; only a rest has a way out of its own
            CommandKind.Idle => setting.Agent.State == AgentState.Rest ? GatewayOrder.CancelRest : GatewayOrder.SayFree,
            CommandKind.Rest => GatewayOrder.Rest(command.Seconds, command.Cause),
            CommandKind.EndWrapUp => GatewayOrder.CancelWork,
            CommandKind.Listen or CommandKind.Insert or CommandKind.Whisper => GatewayOrder.Begin(command.ModeAfter, target),
            CommandKind.SwitchMode => GatewayOrder.Switch(command.Mode, target),
            CommandKind.StopInspecting => GatewayOrder.Stop(setting.Running!.Mode, target),
            CommandKind.Intercept => GatewayOrder.Intercept(target),
            CommandKind.ForceBusy => GatewayOrder.ForceBusy(target),
            CommandKind.ForceIdle => GatewayOrder.ForceIdle(target),
            CommandKind.ForceSignOut => GatewayOrder.ForceSignOut(target),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.Kind, "no order of a gateway"),
        };
    }
}
