using Supervisor.Domain.Subscriptions;

namespace Supervisor.Web.Subscriptions;

/// <summary>A subscription as a run leaves it: the gateway still holds it for five minutes, and another registration beside it would double every result.</summary>
/// <param name="Gateway">Gateway.</param>
/// <param name="Registration">What was registered, by whom and where; another one registers anew.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Token">Service token of the registration; null while there is none.</param>
/// <param name="Guid">GUID of the configuration account.</param>
/// <param name="Cookies">Cookies of the load balancer.</param>
/// <param name="Former">Tokens of registrations before this one, while they are accepted.</param>
internal sealed record KeptSubscription(
    string Gateway, string Registration, SubscriptionState State, string? Token, string? Guid, string? Cookies, IReadOnlyList<FormerToken> Former)
{
    /// <summary>Never a token or the GUID.</summary>
    public override string ToString() => $"{Gateway}: {State.Phase}";
}

/// <summary>The token of a registration that was replaced.</summary>
/// <param name="Token">The token.</param>
/// <param name="Until">How long it is accepted (UTC).</param>
internal sealed record FormerToken(string Token, DateTimeOffset Until)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => $"until {Until:u}";
}
