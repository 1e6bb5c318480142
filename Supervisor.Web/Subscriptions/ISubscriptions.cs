namespace Supervisor.Web.Subscriptions;

/// <summary>The recognition subscriptions of this process, one for every gateway that wants one.</summary>
internal interface ISubscriptions
{
    /// <summary>How each of them is.</summary>
    IReadOnlyList<SubscriptionHealth> All { get; }

    /// <summary>Whose results come with <paramref name="serviceToken"/>; null where the token is missing or not valid now.</summary>
    SubscriptionSource? Find(string? serviceToken);

    /// <summary>Results came from <paramref name="source"/>: counted, for people to see that they do.</summary>
    /// <param name="source">From whom.</param>
    /// <param name="results">How many, 0 or more.</param>
    void Heard(SubscriptionSource source, int results);
}
