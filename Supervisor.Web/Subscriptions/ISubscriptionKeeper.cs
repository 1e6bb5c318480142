namespace Supervisor.Web.Subscriptions;

/// <summary>The recognition subscriptions as those who look after them see them.</summary>
internal interface ISubscriptionKeeper
{
    /// <summary>Completes when something changes that a person can see. Take it first, then look.</summary>
    Task NextChange { get; }

    /// <summary>Compare desired (database) with running now, instead of at the next turn (2 s).</summary>
    void Nudge();

    /// <summary>How the subscription of <paramref name="gateway"/> is; null where none runs.</summary>
    SubscriptionHealth? Find(string gateway);

    /// <summary>Try again now: meant for one that waits or was rejected. False where none runs.</summary>
    bool Retry(string gateway);
}
