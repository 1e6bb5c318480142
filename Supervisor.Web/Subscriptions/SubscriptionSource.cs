namespace Supervisor.Web.Subscriptions;

/// <summary>Where recognition results come from.</summary>
/// <param name="Gateway">Name of the gateway.</param>
internal sealed record SubscriptionSource(string Gateway);
