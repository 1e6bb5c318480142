using Supervisor.Web.Callbacks;

namespace Supervisor.Web.Subscriptions;

/// <summary>The service tokens that recognition results may show now: that of each registration, and for a while those of registrations before.</summary>
internal sealed class AcceptedTokens(TimeProvider time)
{
    private readonly TokenTable<Acceptance> _table = new();

    /// <summary>Whose results come with <paramref name="token"/>; null where it is not valid now.</summary>
    public SubscriptionSource? Find(string? token) =>
        _table.Find(token) is { } accepted && !(accepted.Until < time.GetUtcNow()) ? accepted.Source : null;

    /// <summary>From now on valid.</summary>
    /// <param name="token">The token.</param>
    /// <param name="source">Whose.</param>
    /// <param name="until">Last moment (UTC); null for no end.</param>
    public void Accept(string token, SubscriptionSource source, DateTimeOffset? until = null) => _table.Accept(token, new Acceptance(source, until));

    /// <summary>From now on not valid.</summary>
    public void Refuse(string token) => _table.Refuse(token);

    private sealed record Acceptance(SubscriptionSource Source, DateTimeOffset? Until);
}
