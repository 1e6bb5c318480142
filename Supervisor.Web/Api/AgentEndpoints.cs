using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>Adds, changes and removes agents over HTTP. The password only goes in.</summary>
internal static class AgentEndpoints
{
    private const int LargestBody = 64 * 1024, LongestEcho = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapAgents(this IEndpointRouteBuilder app)
    {
        var agents = app.MapGroup("/api/v1/agents").RequireAuthorization(Policies.Administration).WithTags("Agents").RefusesStrangers();
        agents.MapGet("template.csv", () => TypedResults.Text(AgentsCsv.Template, "text/csv"));
        agents.MapPost("", AddAsync).Accepts<AgentBody>("application/json").Produces(StatusCodes.Status201Created).Refuses().WithSummary("Adds an agent");
        agents.MapPut("", (HttpContext context, CredentialCommands commands, CredentialQueries queries) => UpdateAsync(null, null, context, commands, queries))
            .Accepts<AgentBody>("application/json").Produces(StatusCodes.Status204NoContent).Refuses().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Changes the agent that the body names");
        agents.MapPut("{gateway}/{agentId}", UpdateAsync).Accepts<AgentBody>("application/json").Produces(StatusCodes.Status204NoContent).Refuses().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Changes an agent");
        agents.MapDelete("{gateway}/{agentId}", RemoveAsync).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Removes an agent; its history stays");
    }

    /// <summary>What is wrong with a body, or with what it asks for.</summary>
    internal static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AddAsync(HttpContext context, CredentialCommands commands)
    {
        var (body, refusal) = await ReadAsync<AgentBody>(context.Request);
        if (body is null) return refusal!;
        var form = new CredentialForm { Gateway = body.Gateway ?? "", AgentId = body.AgentId ?? "" };
        body.CopyTo(form);
        var outcome = await commands.AddAsync(form, Actor.From(context.User), context.RequestAborted);
        return outcome.IsDone ? TypedResults.Created(Address(form.Gateway, form.AgentId)) : Problem(outcome);
    }

    private static async Task<IResult> UpdateAsync(string? gateway, string? agentId, HttpContext context, CredentialCommands commands, CredentialQueries queries)
    {
        var (body, refusal) = await ReadAsync<AgentBody>(context.Request);
        if (body is null) return refusal!;
        var id = new AgentId(gateway ?? body.Gateway ?? "", agentId ?? body.AgentId ?? "");
        if (body.Gateway is { } other && other != id.Gateway) return Problem(Outcome.Invalid("gateway", "The gateway of an agent cannot be changed."));
        if (body.AgentId is { } otherId && otherId != id.WorkNo) return Problem(Outcome.Invalid("agentId", "The id of an agent cannot be changed."));
        if (await queries.FindAsync(id, context.RequestAborted) is not { } form) return Problem(Outcome.NotFound("There is no agent {0} on gateway {1}.", id.WorkNo, id.Gateway));
        body.CopyTo(form);
        var outcome = await commands.UpdateAsync(form, Actor.From(context.User), context.RequestAborted);
        return outcome.IsDone ? TypedResults.NoContent() : Problem(outcome);
    }

    private static async Task<IResult> RemoveAsync(string gateway, string agentId, HttpContext context, CredentialCommands commands)
    {
        var outcome = await commands.RemoveAsync(new AgentId(gateway, agentId), Actor.From(context.User), context.RequestAborted);
        return outcome.IsDone ? TypedResults.NoContent() : Problem(outcome);
    }

    // read by hand: the framework's own answer to a bad body has no problem details
    internal static async Task<(T? Body, IResult? Refusal)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        if (!request.HasJsonContentType())
            return (null, TypedResults.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Send JSON", detail: "The content type must be application/json."));
        if (request.ContentLength > LargestBody) return (null, TooLarge());
        // a body in chunks says no length: the server counts what comes
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestBody;
        try
        {
            if (await JsonSerializer.DeserializeAsync<T>(request.Body, Json, request.HttpContext.RequestAborted) is { } body) return (body, null);
            return (null, TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body is empty"));
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge());
        }
        catch (JsonException fault)
        {
            // only the place: the message could repeat what was sent
            return (null, TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body is not the expected JSON", detail: $"The fault is at {fault.Path ?? "$"}, line {fault.LineNumber + 1}."));
        }
    }

    internal static ProblemHttpResult Problem(Outcome outcome)
    {
        var (status, title) = outcome.Kind switch
        {
            OutcomeKind.NotFound => (StatusCodes.Status404NotFound, "Not found"),
            OutcomeKind.Forbidden => (StatusCodes.Status403Forbidden, "Not allowed"),
            _ => (StatusCodes.Status422UnprocessableEntity, "Refused"),
        };
        var errors = outcome.Errors.Select(x => new { field = x.Field, message = Short(x).Text }).ToArray();
        return TypedResults.Problem(statusCode: status, title: title, detail: string.Join(' ', errors.Select(x => x.message)), extensions: new Dictionary<string, object?> { ["errors"] = errors });
    }

    private static ProblemHttpResult TooLarge() => TypedResults.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, title: "The body is too large");

    /// <summary>What was sent is repeated to be recognised, not in full.</summary>
    private static FieldError Short(FieldError error) =>
        error with { Values = [.. error.Values.Select(value => value is string { Length: > LongestEcho } text ? string.Concat(text.AsSpan(0, LongestEcho), "…") : value)] };

    private static string Address(string gateway, string agentId) => $"/api/v1/agents/{Uri.EscapeDataString(gateway)}/{Uri.EscapeDataString(agentId)}";
}
