namespace Supervisor.Domain.Subscriptions;

/// <summary>The one thing to do next, a closed set.</summary>
public abstract record SubscriptionAction
{
    private SubscriptionAction()
    {
    }

    /// <summary>Go on with what is under way.</summary>
    public static SubscriptionAction None { get; } = new Continue();

    /// <summary>Go on with what is under way: the input changed nothing that must be done.</summary>
    public sealed record Continue : SubscriptionAction;

    /// <summary>Sign in the configuration account (POST config/login).</summary>
    public sealed record LogIn : SubscriptionAction;

    /// <summary>Register, with a new service token (POST config/subscribe/register).</summary>
    public sealed record Register : SubscriptionAction;

    /// <summary>Keep the registration alive (POST config/subscribe/handshake/{serverid}).</summary>
    public sealed record Handshake(string ServerId) : SubscriptionAction;

    /// <summary>Wait, then report <see cref="SubscriptionInput.WaitOver"/>.</summary>
    public sealed record Wait(TimeSpan Delay) : SubscriptionAction;

    /// <summary>Nothing until a person asks or the settings change.</summary>
    public sealed record Rest : SubscriptionAction;
}
