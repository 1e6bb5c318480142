namespace Supervisor.Web.Persistence.Entities;

/// <summary>Who did what, and when. Never holds a secret.</summary>
public sealed class AuditEntry
{
    /// <summary>Key, in order of time.</summary>
    public long Id { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>User name, <c>token:NAME</c>, or <c>cli</c>.</summary>
    public required string Actor { get; set; }

    /// <summary>What, as a stable word: <c>agent.add</c>, <c>user.disable</c>...</summary>
    public required string Action { get; set; }

    /// <summary>To whom or what.</summary>
    public required string Target { get; set; }

    /// <summary>What changed, in words; null where the action says it all.</summary>
    public string? Detail { get; set; }
}
