using System.Collections.Immutable;

namespace Supervisor.Web.Subscriptions;

/// <summary>Says which subscriptions are desired.</summary>
internal interface ISubscriptionRoster
{
    /// <summary>What is desired now.</summary>
    Task<ImmutableArray<SubscriptionPlan>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Closes the connections to gateways that were replaced, once no subscription uses them.</summary>
    void CloseUnused(IReadOnlySet<ISubscriptionClient> used);
}
