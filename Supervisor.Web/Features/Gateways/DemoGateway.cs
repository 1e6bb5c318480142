using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Gateways;

/// <summary>The embedded demo gateway in the store: its agents are added once, its address changes at every start, and it rests as soon as a real gateway is configured.</summary>
internal sealed class DemoGateway(IConfiguration configuration, IDbContextFactory<SupervisorDb> databases, CredentialVault vault, AuditTrail audit, TimeProvider time)
{
    public const string Name = "demo";

    /// <summary><c>Simulator:Enabled</c>; where it is not set, true only while no other gateway is configured.</summary>
    public async Task<bool> IsWantedAsync(CancellationToken cancellationToken)
    {
        if (bool.TryParse(configuration["Simulator:Enabled"], out var wanted)) return wanted;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return !await db.Gateways.AnyAsync(x => x.Source != GatewaySource.Demo, cancellationToken);
    }

    /// <summary>The demo gateway listens at <paramref name="baseUrl"/>; <paramref name="agents"/> are added once, and <paramref name="inspector"/> is who listens.</summary>
    public async Task ApplyAsync(string baseUrl, IReadOnlyList<CredentialForm> agents, string? inspector, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var stored = await db.Gateways.Include(x => x.Agents).SingleOrDefaultAsync(x => x.Source == GatewaySource.Demo, cancellationToken);
        if (stored is null)
        {
            db.Gateways.Add(stored = new ConfiguredGateway { Name = Name, BaseUrl = baseUrl, Source = GatewaySource.Demo });
            audit.Add(db, Actor.Configuration, "gateway.add", Name, $"demo, {agents.Count} agents");
        }

        // an agent that a person has removed does not come back; a larger Simulator:Agents adds the new ones
        var known = stored.Agents.Select(agent => agent.AgentId).ToHashSet();
        known.UnionWith(await RemovedAsync(db, cancellationToken));
        foreach (var form in agents.Where(form => !known.Contains(form.AgentId))) stored.Agents.Add(NewAgent(form));

        stored.Inspector ??= inspector;
        (stored.BaseUrl, stored.Enabled, stored.ChangedAt) = (GatewayRules.Normalise(baseUrl), true, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>No demo gateway runs in this process.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Gateways.SingleOrDefaultAsync(x => x.Source == GatewaySource.Demo && x.Enabled, cancellationToken) is not { } stored) return;
        (stored.Enabled, stored.ChangedAt) = (false, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<IEnumerable<string>> RemovedAsync(SupervisorDb db, CancellationToken cancellationToken) =>
        (await db.Audit.Where(entry => entry.Action == CredentialCommands.RemoveAction && entry.Target.StartsWith(Name + "/")).Select(entry => entry.Target).ToListAsync(cancellationToken))
        .Select(target => target[(Name.Length + 1)..]);

    private AgentCredential NewAgent(CredentialForm form)
    {
        var agent = new AgentCredential { AgentId = form.AgentId, PhoneNumber = form.PhoneNumber, ChangedAt = time.GetUtcNow() };
        form.CopyTo(agent);
        agent.ProtectedPassword = vault.Protect(form.Password ?? "");
        return agent;
    }
}
