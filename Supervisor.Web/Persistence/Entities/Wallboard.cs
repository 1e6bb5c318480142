namespace Supervisor.Web.Persistence.Entities;

/// <summary>How agents are called on a wall. Stored by name.</summary>
public enum WallNames
{
    /// <summary>Full name.</summary>
    Full,

    /// <summary>Initials.</summary>
    Initials,

    /// <summary>Number.</summary>
    Number,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A screen on the wall, opened by whoever has its token. Only the hash of that is kept.</summary>
public sealed class Wallboard
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Unique name, whatever the case; shown on the wall.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the token, which has 256 random bits.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Teams shown, a line each; empty for all.</summary>
    public string Teams { get; set; } = "";

    /// <summary>Gateways shown, a line each; empty for all.</summary>
    public string Gateways { get; set; } = "";

    /// <summary>What is shown in turn, a line each: <c>states</c>, <c>urgent</c>, <c>teams</c>.</summary>
    public required string Pages { get; set; }

    /// <summary>Seconds for which each stands.</summary>
    public int RotateSeconds { get; set; }

    /// <summary>How agents are called.</summary>
    public WallNames Names { get; set; }

    /// <summary><c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public required string Theme { get; set; }

    /// <summary>Name of the culture.</summary>
    public required string Language { get; set; }

    /// <summary>IANA name of the time zone.</summary>
    public required string Zone { get; set; }

    /// <summary>Made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>Revoked (UTC); null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When a screen last showed it (UTC), to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
