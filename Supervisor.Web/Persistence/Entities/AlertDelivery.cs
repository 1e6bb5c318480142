namespace Supervisor.Web.Persistence.Entities;

/// <summary>How a message goes out. Stored by name.</summary>
public enum AlertChannel
{
    /// <summary>By mail.</summary>
    Mail,

    /// <summary>To a program.</summary>
    Webhook,
}

/// <summary>What a message tells. Stored by name.</summary>
public enum AlertMessageKind
{
    /// <summary>Alerts were raised.</summary>
    Raised,

    /// <summary>Somebody wants to see whether it arrives.</summary>
    Test,
}

/// <summary>Where a message stands. Stored by name.</summary>
public enum DeliveryState
{
    /// <summary>It waits for its time.</summary>
    Waiting,

    /// <summary>It has arrived.</summary>
    Sent,

    /// <summary>It is not tried again.</summary>
    Failed,
}

/// <summary>A message about alerts that goes out, or has gone out, to one receiver.</summary>
public sealed class AlertDelivery
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>Unique; the same in every try, so that a receiver can tell a repetition.</summary>
    public required string Token { get; set; }

    /// <summary>How.</summary>
    public AlertChannel Channel { get; set; }

    /// <summary>Mail address, or name of the webhook.</summary>
    public required string Receiver { get; set; }

    /// <summary>What.</summary>
    public AlertMessageKind Kind { get; set; }

    /// <summary>Key of the rule; 0 for a test.</summary>
    public int RuleId { get; set; }

    /// <summary>Keys of the alerts, with commas.</summary>
    public string Alerts { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Next try (UTC).</summary>
    public DateTimeOffset NextTryAt { get; set; }

    /// <summary>When it was sent or given up (UTC).</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What the last try met, in words; never a secret.</summary>
    public string? Fault { get; set; }
}
