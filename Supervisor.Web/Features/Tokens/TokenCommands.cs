using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Tokens;

/// <summary>Changes to tokens of the HTTP API. A name is never used twice, so that the audit stays clear.</summary>
internal sealed partial class TokenCommands(IDbContextFactory<SupervisorDb> databases, AuditTrail audit, TimeProvider time)
{
    /// <summary>Makes a token. It is told this once; only its hash is kept.</summary>
    public async Task<(Outcome Outcome, string? Token)> AddAsync(string name, string role, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return (Outcome.Forbidden, null);
        var errors = new List<FieldError>();
        if (!Name().IsMatch(name)) errors.Add(new("name", "The name must have 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit."));
        if (!Roles.All.Contains(role)) errors.Add(new("role", "There is no role {0}.", role));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Tokens.AnyAsync(x => x.Name == name, cancellationToken)) errors.Add(new("name", "There is, or was, a token {0}: choose another name.", name));
        if (errors.Count > 0) return (Outcome.Invalid(errors), null);
        var token = RandomSecret.Create("sup_");
        db.Tokens.Add(new ApiToken { Name = name, Role = role, Hash = RandomSecret.Hash(token), CreatedAt = time.GetUtcNow() });
        audit.Add(db, actor, "token.add", name, role);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (Outcome.Done, token);
    }

    /// <summary>Every request asks the store, so it ends at once.</summary>
    public async Task<Outcome> RevokeAsync(string name, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Tokens.SingleOrDefaultAsync(x => x.Name == name && x.RevokedAt == null, cancellationToken) is not { } token)
            return Outcome.NotFound("There is no token {0} that works.", name);
        token.RevokedAt = time.GetUtcNow();
        audit.Add(db, actor, "token.revoke", name);
        await db.SaveChangesAsync(cancellationToken);
        return Outcome.Done;
    }

    /// <summary>All tokens, newest first, without their hashes.</summary>
    public async Task<IReadOnlyList<TokenRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Tokens.AsNoTracking().OrderByDescending(x => x.Id).Select(x => new TokenRow(x.Name, x.Role, x.CreatedAt, x.RevokedAt)).ToListAsync(cancellationToken);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex Name();
}

/// <summary>One token as lists show it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Role">Role.</param>
/// <param name="CreatedAt">Made (UTC).</param>
/// <param name="RevokedAt">Revoked (UTC); null while it works.</param>
public sealed record TokenRow(string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);
