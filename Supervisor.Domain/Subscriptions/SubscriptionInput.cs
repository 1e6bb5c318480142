using Supervisor.Domain.Sessions;

namespace Supervisor.Domain.Subscriptions;

/// <summary>What can happen to a subscription, a closed set.</summary>
public abstract record SubscriptionInput
{
    private SubscriptionInput()
    {
    }

    /// <summary>The subscription is wanted.</summary>
    public sealed record Start : SubscriptionInput;

    /// <summary>A person says: try again now.</summary>
    public sealed record Retry : SubscriptionInput;

    /// <summary>The wait is over.</summary>
    public sealed record WaitOver : SubscriptionInput;

    /// <summary>The login of the configuration account was answered.</summary>
    public sealed record LoginAnswered(Answer Answer) : SubscriptionInput;

    /// <summary>The registration was answered.</summary>
    /// <param name="Answer">How.</param>
    /// <param name="ServerId">The id of the new registration; null unless the answer is good.</param>
    public sealed record RegisterAnswered(Answer Answer, string? ServerId) : SubscriptionInput;

    /// <summary>A handshake was answered.</summary>
    public sealed record HandshakeAnswered(Answer Answer) : SubscriptionInput;
}
