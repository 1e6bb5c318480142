namespace Supervisor.Web.Persistence.Entities;

/// <summary>A program that is told of alerts.</summary>
public sealed class AlertWebhook
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Unique name, whatever the case.</summary>
    public required string Name { get; set; }

    /// <summary>Where it listens.</summary>
    public required string Url { get; set; }

    /// <summary>The secret of the signatures, protected.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>Made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
