using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Credentials;

/// <summary>What an import would do. With one error it does nothing at all.</summary>
/// <param name="Gateway">Where to.</param>
/// <param name="Agents">The agents of the file, with protected passwords.</param>
/// <param name="Added">New agents.</param>
/// <param name="Updated">Agents that would change.</param>
/// <param name="Unchanged">Agents that are as the file says already.</param>
/// <param name="Errors">Every error of the file.</param>
public sealed record ImportPreview(string Gateway, IReadOnlyList<CsvAgent> Agents, int Added, int Updated, int Unchanged, IReadOnlyList<CsvError> Errors);

/// <summary>Imports agents from a file: first looks, then does everything in one transaction or nothing.</summary>
internal sealed class CredentialImport(
    IDbContextFactory<SupervisorDb> databases,
    AgentsCsv csv,
    CredentialVault vault,
    AuditTrail audit,
    TimeProvider time,
    ISessionPool? pool = null)
{
    private enum Change
    {
        Unchanged,
        Added,
        Updated,
    }

    /// <summary>Reads the file and compares it with the store; changes nothing.</summary>
    public async Task<ImportPreview> PreviewAsync(string gateway, Stream file, CancellationToken cancellationToken)
    {
        var (agents, errors) = await csv.ReadAsync(file, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Gateways.AsNoTracking().Include(x => x.Agents).SingleOrDefaultAsync(x => x.Name == gateway, cancellationToken) is not { } target)
            return new ImportPreview(gateway, [], 0, 0, 0, [new CsvError(0, "", new("gateway", "There is no gateway {0}.", gateway)), .. errors]);
        if (errors.Count > 0) return new ImportPreview(target.Name, [], 0, 0, 0, errors);
        var stored = target.Agents.ToDictionary(x => x.AgentId);
        var changes = agents.Select(x => stored.TryGetValue(x.AgentId, out var old) ? Apply(x, old) : Change.Added).ToList();
        return new ImportPreview(target.Name, agents, changes.Count(x => x == Change.Added), changes.Count(x => x == Change.Updated), changes.Count(x => x == Change.Unchanged), []);
    }

    /// <summary>Does what the preview said, compared anew with what is stored now.</summary>
    public async Task<Outcome> ApplyAsync(ImportPreview preview, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Outcome.Forbidden;
        if (preview.Errors.Count > 0) return Outcome.Invalid(preview.Errors.Select(x => x.Error).ToList());
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Gateways.Include(x => x.Agents).SingleOrDefaultAsync(x => x.Name == preview.Gateway, cancellationToken) is not { } gateway)
            return Outcome.NotFound("There is no gateway {0}.", preview.Gateway);
        var stored = gateway.Agents.ToDictionary(x => x.AgentId);
        var counts = new Dictionary<Change, int>();
        foreach (var agent in preview.Agents)
        {
            var change = Keep(db, gateway, agent, stored.GetValueOrDefault(agent.AgentId));
            counts[change] = counts.GetValueOrDefault(change) + 1;
            if (change != Change.Unchanged)
                audit.Add(db, actor, change == Change.Added ? "agent.add" : "agent.update", $"{gateway.Name}/{agent.AgentId}", agent.ProtectedPassword is null ? "import" : "import, with password");
        }

        audit.Add(db, actor, "agents.import", gateway.Name, $"{counts.GetValueOrDefault(Change.Added)} added, {counts.GetValueOrDefault(Change.Updated)} updated, {counts.GetValueOrDefault(Change.Unchanged)} unchanged");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        pool?.Nudge();
        return Outcome.Done;
    }

    private Change Keep(SupervisorDb db, ConfiguredGateway gateway, CsvAgent agent, AgentCredential? stored)
    {
        var change = Change.Added;
        if (stored is null)
        {
            stored = new AgentCredential { GatewayId = gateway.Id, AgentId = agent.AgentId, PhoneNumber = agent.PhoneNumber };
            db.Agents.Add(stored);
            Apply(agent, stored);
        }
        else
        {
            change = Apply(agent, stored);
        }

        if (change != Change.Unchanged) stored.ChangedAt = time.GetUtcNow();
        return change;
    }

    private Change Apply(CsvAgent agent, AgentCredential stored)
    {
        var before = (stored.PhoneNumber, stored.Name, stored.Team, stored.SignInStatus, stored.AgentType, stored.Skills);
        stored.PhoneNumber = agent.PhoneNumber;
        stored.Name = agent.Name ?? stored.Name;
        stored.Team = agent.Team ?? stored.Team;
        stored.SignInStatus = agent.SignInStatus ?? stored.SignInStatus;
        stored.AgentType = agent.AgentType ?? stored.AgentType;
        stored.Skills = agent.Skills ?? stored.Skills;
        var changed = before != (stored.PhoneNumber, stored.Name, stored.Team, stored.SignInStatus, stored.AgentType, stored.Skills);
        if (agent.ProtectedPassword is not null && !IsSame(agent.ProtectedPassword, stored.ProtectedPassword))
        {
            stored.ProtectedPassword = agent.ProtectedPassword;
            stored.PendingPassword = null;
            changed = true;
        }

        return changed ? Change.Updated : Change.Unchanged;
    }

    // protecting twice never gives the same bytes, and a password that is stored already must not restart a live session
    private bool IsSame(byte[] given, byte[] stored) =>
        vault.TryUnprotect(given, out var one) && vault.TryUnprotect(stored, out var other) && one == other;
}
