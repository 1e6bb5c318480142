namespace Supervisor.Domain.Subscriptions;

/// <summary>Everything the subscription machine remembers; a value, replaced whole. It holds no secret.</summary>
public sealed record SubscriptionState
{
    /// <summary>Off, nothing known.</summary>
    public static SubscriptionState Initial { get; } = new();

    /// <summary>Off, with what our last run has left: the gateway may still hold it.</summary>
    /// <param name="left">Its last state.</param>
    public static SubscriptionState Kept(SubscriptionState left) => new()
    {
        ServerId = left.ServerId,
        RegisteredAt = left.RegisteredAt,
        LastHandshakeAt = left.LastHandshakeAt,
        LastGoodAt = left.LastGoodAt,
        LoggedInAt = left.LoggedInAt,
    };

    /// <summary>Where the subscription stands.</summary>
    public SubscriptionPhase Phase { get; init; }

    /// <summary>Since when (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The request whose answer is awaited.</summary>
    public SubscriptionQuestion Asked { get; init; }

    /// <summary>When it was sent (UTC); the next handshake is counted from here.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Code of the last answer that was not good: a retcode or a failure word. Null after a good handshake or registration.</summary>
    public string? LastCode { get; init; }

    /// <summary>Failures in a row; zero after a good handshake or registration.</summary>
    public int Failures { get; init; }

    /// <summary>Code of a refused login; the same code again ends the retries. Null after a good login.</summary>
    public string? RefusedCode { get; init; }

    /// <summary>Since when the configuration account is signed in, as far as we know (UTC); null when it has to sign in.</summary>
    public DateTimeOffset? LoggedInAt { get; init; }

    /// <summary>True from a good login until something else succeeds with it: a second one in a row would change nothing.</summary>
    public bool LoginIsNew { get; init; }

    /// <summary>The id that the gateway gave to the registration (<c>serverId</c>); null while there is none.</summary>
    public string? ServerId { get; init; }

    /// <summary>When it was registered (UTC); null while there is none.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Last good handshake of this registration (UTC); null before the first.</summary>
    public DateTimeOffset? LastHandshakeAt { get; init; }

    /// <summary>Last good registration or handshake (UTC). The gateway forgets the subscription five minutes later (seed text "Handshake (Extended)").</summary>
    public DateTimeOffset? LastGoodAt { get; init; }

    /// <summary>When the next handshake or the next try is due (UTC); null while nothing waits.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>True when a person looking at <paramref name="other"/> would see a turn, not merely another handshake.</summary>
    public bool HasTurned(SubscriptionState other) => Phase != other.Phase || LastCode != other.LastCode || ServerId != other.ServerId;
}
