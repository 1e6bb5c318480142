using Supervisor.Domain.Subscriptions;

namespace Supervisor.Web.Subscriptions;

/// <summary>How one recognition subscription is; a value without secrets.</summary>
/// <param name="Gateway">Name of the gateway.</param>
/// <param name="State">What the machine remembers.</param>
/// <param name="Results">Results received since our start.</param>
/// <param name="LastResultAt">When the last one came (UTC); null before the first.</param>
public sealed record SubscriptionHealth(string Gateway, SubscriptionState State, long Results, DateTimeOffset? LastResultAt);
