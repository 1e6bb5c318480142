namespace Supervisor.Domain.Subscriptions;

/// <summary>The request that is outstanding; nothing overtakes it.</summary>
public enum SubscriptionQuestion
{
    /// <summary>None.</summary>
    None,

    /// <summary>The login of the configuration account.</summary>
    Login,

    /// <summary>The registration.</summary>
    Register,

    /// <summary>The handshake.</summary>
    Handshake,
}
