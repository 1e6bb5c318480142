namespace Supervisor.Web.Subscriptions;

/// <summary>Until the keeper of subscriptions is there: nobody has a token.</summary>
internal sealed class NoSubscriptions : ISubscriptions
{
    public IReadOnlyList<SubscriptionHealth> All => [];

    public SubscriptionSource? Find(string? serviceToken) => null;

    public void Heard(SubscriptionSource source, int results)
    {
    }
}
