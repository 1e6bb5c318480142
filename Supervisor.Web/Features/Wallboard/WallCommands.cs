using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;
using Wall = Supervisor.Web.Persistence.Entities.Wallboard;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>Changes to wallboards: change and audit in one transaction; open walls follow within seconds.</summary>
internal sealed class WallCommands(IDbContextFactory<SupervisorDb> databases, WallGate gate, AuditTrail audit, TimeProvider time)
{
    /// <summary>All, those that work first, without hashes worth anything.</summary>
    public async Task<IReadOnlyList<Wall>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Wallboards.AsNoTracking().OrderBy(x => x.RevokedAt != null).ThenBy(x => x.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Makes a wallboard. Its token is told this once; only its hash is kept.</summary>
    public async Task<(Outcome Outcome, string? Token)> AddAsync(WallForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAlert) return (Outcome.Forbidden, null);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var errors = await CheckAsync(db, form, null, cancellationToken);
        if (errors.Count > 0) return (Outcome.Invalid(errors), null);
        var token = RandomSecret.Create();
        var wall = new Wall
        {
            Name = form.Name,
            Hash = RandomSecret.Hash(token),
            Pages = "",
            Theme = form.Theme,
            Language = form.Language,
            Zone = form.Zone,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = actor.Name,
        };
        form.CopyTo(wall);
        db.Wallboards.Add(wall);
        audit.Add(db, actor, "wallboard.add", wall.Name, Describe(wall));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        gate.Forget();
        return (Outcome.Done, token);
    }

    public async Task<Outcome> UpdateAsync(int id, WallForm form, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAlert) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Wallboards.SingleOrDefaultAsync(x => x.Id == id && x.RevokedAt == null, cancellationToken) is not { } wall) return Outcome.NotFound("This wallboard was revoked meanwhile.");
        var errors = await CheckAsync(db, form, id, cancellationToken);
        if (errors.Count > 0) return Outcome.Invalid(errors);
        form.CopyTo(wall);
        audit.Add(db, actor, "wallboard.update", wall.Name, Describe(wall));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        gate.Forget();
        return Outcome.Done;
    }

    /// <summary>Every screen that shows it goes blank within seconds. There is no way back: make another one.</summary>
    public async Task<Outcome> RevokeAsync(int id, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAlert) return Outcome.Forbidden;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Wallboards.SingleOrDefaultAsync(x => x.Id == id && x.RevokedAt == null, cancellationToken) is not { } wall) return Outcome.NotFound("This wallboard was revoked meanwhile.");
        wall.RevokedAt = time.GetUtcNow();
        audit.Add(db, actor, "wallboard.revoke", wall.Name);
        await db.SaveChangesAsync(cancellationToken);
        gate.Forget();
        return Outcome.Done;
    }

    private static async Task<List<FieldError>> CheckAsync(SupervisorDb db, WallForm form, int? own, CancellationToken cancellationToken)
    {
        var (errors, name) = (WallRules.Check(form), form.Name.Trim());
        if (await db.Wallboards.AnyAsync(x => x.Id != own && x.Name == name, cancellationToken)) errors.Add(new("name", "There is, or was, a wallboard {0}: choose another name.", name));
        return errors;
    }

    private static string Describe(Wall wall) =>
        $"pages {One(wall.Pages)}, teams {One(wall.Teams)}, gateways {One(wall.Gateways)}, names {wall.Names}, {wall.RotateSeconds} s, {wall.Theme}, {wall.Language}, {wall.Zone}";

    private static string One(string lines) => lines.Length == 0 ? "all" : lines.Replace("\n", ", ", StringComparison.Ordinal);
}
