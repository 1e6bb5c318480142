using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Subscriptions;

/// <summary>One subscription as it is desired. Equal stamps mean: nothing to do.</summary>
/// <param name="Gateway">Name of the gateway.</param>
/// <param name="Settings">The settings; the password in them is protected.</param>
/// <param name="CallbackUri">Where results are to be sent.</param>
/// <param name="Registration">What is registered, by whom and where: while this is equal, a registration may go on.</param>
/// <param name="Client">The gateway.</param>
/// <param name="Stamp">Changes whenever the gateway or the settings change.</param>
internal sealed record SubscriptionPlan(string Gateway, SubscriptionSettings Settings, string CallbackUri, string Registration, ISubscriptionClient Client, (long Gateway, long Settings) Stamp)
{
    /// <summary>The plan of a gateway that wants recognition results; null for another one.</summary>
    public static SubscriptionPlan? Of(ConfiguredGateway gateway, ISubscriptionClient client)
    {
        if (gateway is not { Subscription: { Enabled: true, AgentId: { } agentId } settings, CallbackBaseUrl: { } callbackBaseUrl }) return null;
        var uri = SubscriptionAddress.Of(callbackBaseUrl);
        var registration = $"{gateway.BaseUrl} {agentId} {uri} {settings.NlpFlag} {settings.FlowAccessCode}";
        return new SubscriptionPlan(gateway.Name, settings, uri, registration, client, (gateway.ChangedAt.UtcTicks, settings.ChangedAt.UtcTicks));
    }
}
