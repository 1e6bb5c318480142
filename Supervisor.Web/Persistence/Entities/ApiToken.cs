namespace Supervisor.Web.Persistence.Entities;

/// <summary>A bearer token of the HTTP API. Only its hash is kept.</summary>
public sealed class ApiToken
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Unique name.</summary>
    public required string Name { get; set; }

    /// <summary>One role of <see cref="Security.Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>SHA-256 of the token; the token itself has 256 random bits.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Revoked (UTC); null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
