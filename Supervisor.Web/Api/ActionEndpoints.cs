using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>What supervisors do to agents, over HTTP: the same command as behind the page.</summary>
internal static class ActionEndpoints
{
    public static void MapActions(this IEndpointRouteBuilder app)
    {
        var actions = app.MapGroup("/api/v1/agents/{gateway}/{agentId}/actions").RequireAuthorization(Policies.Act).WithTags("Actions").RefusesStrangers();
        actions.MapPost("", ActAsync).Accepts<ActionBody>("application/json").Produces<ActionView>(StatusCodes.Status202Accepted).Refuses().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Asks for an action on an agent")
            .WithDescription("Answers when the gateway has answered; whether an event has shown it is in GET of the same address.");
        actions.MapGet("", Last).Produces<ActionView>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The last action on an agent, and what became of it");
    }

    private static async Task<IResult> ActAsync(string gateway, string agentId, HttpContext context, IActionDesk desk)
    {
        var (body, refusal) = await AgentEndpoints.ReadAsync<ActionBody>(context.Request);
        if (body is null) return refusal!;
        if (!Enum.TryParse<CommandKind>(body.Action, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(body.Action![0]))
            return AgentEndpoints.Problem(Outcome.Invalid("action", "There is no action {0}.", body.Action ?? ""));
        if (!Enum.TryParse<InspectionMode>(body.Mode ?? nameof(InspectionMode.Listen), ignoreCase: true, out var mode))
            return AgentEndpoints.Problem(Outcome.Invalid("mode", "Choose listen, insert or whisper."));
        var command = new AgentCommand(kind) { Reason = body.Reason ?? 0, Seconds = body.Seconds ?? 900, Cause = body.Cause ?? 0, CutsCall = body.CutsCall ?? false, Mode = mode };
        var agent = new AgentId(gateway, agentId);
        var outcome = await desk.ActAsync(agent, command, body.Why, Actor.From(context.User), context.RequestAborted);
        return outcome.IsDone && desk.Last(agent) is { } record ? TypedResults.Accepted(context.Request.Path, ActionView.Of(record)) : AgentEndpoints.Problem(outcome);
    }

    private static IResult Last(string gateway, string agentId, IActionDesk desk) =>
        desk.Last(new AgentId(gateway, agentId)) is { } record ? TypedResults.Ok(ActionView.Of(record)) : AgentEndpoints.Problem(Outcome.NotFound("Nothing was asked of agent {0} at gateway {1}.", agentId, gateway));
}

/// <summary>An action.</summary>
/// <param name="Action"><c>busy idle rest endWrapUp signOut signIn takeOver listen insert whisper switchMode intercept stopInspecting forceBusy forceIdle forceSignOut</c>.</param>
/// <param name="Reason">Busy: 0 for none, or 200 to 250.</param>
/// <param name="Seconds">Rest: 1 to 86399; 900 where missing.</param>
/// <param name="Cause">Rest: 0 to 255.</param>
/// <param name="CutsCall">Sign-out: at once, releasing a call.</param>
/// <param name="Mode">Switch: <c>listen insert whisper</c>.</param>
/// <param name="Why">For the audit; required for takeOver, intercept, forceSignOut and a sign-out that cuts calls.</param>
public sealed record ActionBody(string? Action, int? Reason = null, int? Seconds = null, int? Cause = null, bool? CutsCall = null, string? Mode = null, string? Why = null);

/// <summary>What was asked of an agent, and what became of it.</summary>
/// <param name="Action">What.</param>
/// <param name="By">By whom.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Standing"><c>sending waiting deferred confirmed refused noAnswer notSent unconfirmed</c>.</param>
/// <param name="Code">A retcode or a failure word; null where the gateway has taken it.</param>
/// <param name="SettledAt">When it came to an end; null until then.</param>
public sealed record ActionView(string Action, string By, DateTimeOffset AskedAt, string Standing, string? Code, DateTimeOffset? SettledAt)
{
    internal static ActionView Of(ActionRecord record) => new(
        ActionWords.Stable(record.Command.Kind), record.By, record.AskedAt, Realtime.FloorView.Spelt(record.Standing), record.Code, record.SettledAt);
}
