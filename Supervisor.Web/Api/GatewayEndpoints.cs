using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Api;

/// <summary>The gateways and their recognition subscriptions over HTTP; never a secret.</summary>
internal static class GatewayEndpoints
{
    public static void MapGateways(this IEndpointRouteBuilder app)
    {
        var gateways = app.MapGroup("/api/v1/gateways").RequireAuthorization(Policies.Floor).WithTags("Gateways");
        gateways.MapGet("", AllAsync).WithSummary("The gateways of this site");
        gateways.MapGet("{name}", OneAsync).WithSummary("One gateway");
    }

    private static async Task<IResult> AllAsync(GatewayQueries queries, ISubscriptionKeeper subscriptions, CancellationToken cancellationToken) =>
        TypedResults.Ok((await queries.AllAsync(cancellationToken)).Select(row => GatewayView.Of(row, subscriptions)).ToArray());

    private static async Task<IResult> OneAsync(string name, GatewayQueries queries, ISubscriptionKeeper subscriptions, CancellationToken cancellationToken) =>
        (await queries.AllAsync(cancellationToken)).FirstOrDefault(row => row.Gateway.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? TypedResults.Ok(GatewayView.Of(found, subscriptions))
            : TypedResults.Problem(title: "No such gateway", detail: $"There is no gateway '{name}'. GET /api/v1/gateways lists them.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>One gateway.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BaseUrl">Its address.</param>
/// <param name="Mode"><c>poll</c> or <c>push</c>.</param>
/// <param name="Enabled">False while it is not in use.</param>
/// <param name="Agents">How many agents are configured.</param>
/// <param name="Subscription">Its recognition subscription; null where none is wanted.</param>
public sealed record GatewayView(string Name, string BaseUrl, string Mode, bool Enabled, int Agents, SubscriptionView? Subscription)
{
    internal static GatewayView Of(GatewayRow row, ISubscriptionKeeper subscriptions) => new(
        row.Gateway.Name, row.Gateway.BaseUrl, FloorView.Spelt(row.Gateway.Mode), row.Gateway.Enabled, row.AgentIds.Count,
        row.Gateway.Subscription.Enabled ? SubscriptionView.Of(subscriptions.Find(row.Gateway.Name)) : null);
}
