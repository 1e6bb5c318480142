using System.Collections.Immutable;

namespace Supervisor.Web.Subscriptions;

/// <summary>Says which subscriptions are desired.</summary>
internal interface ISubscriptionRoster
{
    /// <summary>What is desired now.</summary>
    Task<ImmutableArray<SubscriptionPlan>> ReadAsync(CancellationToken cancellationToken);
}
