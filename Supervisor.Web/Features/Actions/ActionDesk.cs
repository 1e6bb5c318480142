using System.Globalization;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Actions;

/// <inheritdoc cref="IActionDesk" />
internal sealed class ActionDesk(
    IFloorFeed feed, ISessionPool pool, ActionBook book, InspectionBook inspections, GatewayAnswers answers, SignOutOrders signOuts, AuditTrail audit, ILogger<ActionDesk> logger) : IActionDesk
{
    // a gateway must not meet a whole selection at once
    private const int AtOnce = 8;

    /// <inheritdoc />
    public CommandSetting? Setting(AgentId agent)
    {
        var floor = feed.Current;
        if (!floor.Agents.TryGetValue(agent, out var snapshot)) return null;
        var inspector = pool.InspectorOf(agent.Gateway);
        return new CommandSetting(snapshot)
        {
            Inspector = inspector is { } id ? floor.Agents.GetValueOrDefault(id) : null,
            Running = inspections.Of(inspector),
            SignedOutHere = pool.SignedOut(agent) is not null,
            HasDeferred = book.Find(agent) is { Standing: ActionStanding.Deferred },
        };
    }

    /// <inheritdoc />
    public ActionRecord? Last(AgentId agent) => book.Find(agent);

    /// <inheritdoc />
    public SignedOutHere? SignedOut(AgentId agent) => pool.SignedOut(agent);

    /// <inheritdoc />
    public Inspection? Inspecting(AgentId agent) => inspections.Of(pool.InspectorOf(agent.Gateway)) is { } running && (running.Target == agent || running.Inspector == agent) ? running : null;

    /// <inheritdoc />
    public IAsyncEnumerable<bool> ChangesAsync(CancellationToken cancellationToken) => book.ChangesAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RestReason>> RestReasonsAsync(AgentId agent) => answers.RestReasonsAsync(agent);

    /// <inheritdoc />
    public async Task<Outcome> ActAsync(AgentId agent, AgentCommand command, string? why, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAct) return Outcome.Forbidden;
        if (ActionRules.Check(command, why) is { Count: > 0 } errors) return Outcome.Invalid(errors);
        if (Setting(agent) is not { } setting) return Outcome.NotFound("Agent {0} is not on the floor.", agent);
        if (CommandRules.Check(command, setting) is var obstacle and not Obstacle.None) return Outcome.Invalid("", ActionWords.Sentence(obstacle));
        if (command.BeginsInspection && await answers.IsInspectorAsync(setting.Inspector!.Id) == false)
            return Outcome.Invalid("", "Agent {0} is no inspector at the gateway: name another one in the gateway's settings, or have the right given there.", setting.Inspector.Id.WorkNo);

        await KeepAsync(setting, command, why, actor, cancellationToken);
        var begun = book.Begin(agent, command, actor.Name, command.NeedsInspector ? setting.Inspector!.Id : null);
        logger.Acts(actor.Name, ActionWords.Stable(command.Kind), agent);
        var end = await SendAsync(setting, command);
        var effect = CommandRules.Effect(command, setting.Agent);
        if (end.IsAccepted) Follow(command, setting, actor);
        book.Answered(begun, end, CommandRules.AnswerIsEnough(command, setting.Agent), effect is CallEffect.AfterCall or CallEffect.AfterWrapUp or CallEffect.SignOutAfterCall);
        // the event may have come before the answer, while nothing else moves
        book.Look(feed.Current);
        return Outcome.Done;
    }

    /// <inheritdoc />
    public Task ActAllAsync(IReadOnlyCollection<AgentId> agents, AgentCommand command, string? why, Actor actor, Action<AgentId, Outcome> told, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(agents.Take(IActionDesk.MostAgents), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (agent, cancelled) =>
            told(agent, await ActAsync(agent, command, why, actor, cancelled)));

    // The audit comes first: what nobody wrote down must not happen. A sign-out and its audit are one transaction.
    private Task KeepAsync(CommandSetting setting, AgentCommand command, string? why, Actor actor, CancellationToken cancellationToken)
    {
        var (action, agent) = ("agent." + ActionWords.Stable(command.Kind), setting.Agent.Id);
        var detail = Detail(command, setting, why);
        return command.Kind switch
        {
            CommandKind.SignOut => signOuts.OrderAsync(agent, command.CutsCall, actor, action, detail, cancellationToken),
            // or the pool would sign the agent in again two seconds later
            CommandKind.ForceSignOut => signOuts.OrderAsync(agent, cutsCall: true, actor, action, detail, cancellationToken),
            CommandKind.SignIn => signOuts.TakeBackAsync(agent, actor, action, detail, cancellationToken),
            _ => audit.KeepAsync(actor, action, agent.ToString(), detail, cancellationToken),
        };
    }

    private async Task<OrderEnd> SendAsync(CommandSetting setting, AgentCommand command)
    {
        var agent = setting.Agent.Id;
        switch (command.Kind)
        {
            case CommandKind.SignOut or CommandKind.SignIn:
                pool.Nudge();
                return new OrderEnd(Domain.Sessions.Answer.Ok);
            case CommandKind.TakeOver:
                return pool.TakeOver(agent) ? new OrderEnd(Domain.Sessions.Answer.Ok) : OrderEnd.NotSent;
            case CommandKind.ForceSignOut:
                var end = await pool.OrderAsync(setting.Inspector!.Id, CommandOrders.Of(command, setting));
                // who is still signed in elsewhere must not look signed out
                if (!end.IsAccepted && setting.Agent.Session.Phase == Domain.Sessions.SessionPhase.Occupied) await signOuts.TakeBackAsync(agent, Actor.Session, "agent.signIn", "the forced sign-out was not done", CancellationToken.None);
                pool.Nudge();
                return end;
            default:
                return await pool.OrderAsync(command.NeedsInspector ? setting.Inspector!.Id : agent, CommandOrders.Of(command, setting));
        }
    }

    private void Follow(AgentCommand command, CommandSetting setting, Actor actor)
    {
        if (command.BeginsInspection || command.Kind == CommandKind.SwitchMode) inspections.Enter(setting.Inspector!.Id, setting.Agent.Id, command.ModeAfter, actor.Name);
        else if (command.Kind is CommandKind.StopInspecting or CommandKind.Intercept) inspections.Leave(setting.Inspector!.Id);
    }

    private static string? Detail(AgentCommand command, CommandSetting setting, string? why)
    {
        var what = command.Kind switch
        {
            CommandKind.Busy when command.Reason > 0 => string.Create(CultureInfo.InvariantCulture, $"reason {command.Reason}"),
            CommandKind.Rest => string.Create(CultureInfo.InvariantCulture, $"{command.Seconds} s, cause {command.Cause}"),
            CommandKind.SignOut => command.CutsCall ? "at once, releasing a call" : null,
            CommandKind.SwitchMode => command.Mode.ToString().ToLowerInvariant(),
            _ => null,
        };
        var through = command.NeedsInspector ? $"inspector {setting.Inspector!.Id.WorkNo}" : null;
        var because = string.IsNullOrWhiteSpace(why) ? null : $"because: {why.Trim()}";
        return string.Join("; ", new[] { what, through, because }.OfType<string>()) is { Length: > 0 } detail ? detail : null;
    }
}
