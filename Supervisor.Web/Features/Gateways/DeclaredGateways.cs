using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Gateways;

/// <summary>Brings what the configuration declares (<c>Gateways:{n}</c>) into the store, at every start. A gateway that is no longer declared stays, and a person may remove it.</summary>
internal sealed class DeclaredGateways(IConfiguration configuration, IDbContextFactory<SupervisorDb> databases, CredentialVault vault, AuditTrail audit, TimeProvider time)
    : IHostedLifecycleService
{
    public const string Section = "Gateways";

    /// <summary>The names that are declared now.</summary>
    public IReadOnlySet<string> Names { get; } = Read(configuration).Select(x => x.Form.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is declared, with its key. Values that cannot be read are left to <c>ConfigurationCheck</c>.</summary>
    public static IEnumerable<(string Key, GatewayForm Form)> Read(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            yield return (section.Path, new GatewayForm
            {
                Name = section["Name"] ?? "",
                BaseUrl = section["BaseUrl"] ?? "",
                Mode = Enum.TryParse<EventMode>(section["Mode"], ignoreCase: true, out var mode) ? mode : EventMode.Poll,
                CallbackBaseUrl = section["CallbackBaseUrl"],
                CaCertificate = section["CaCertificate"],
                ClientCertificate = section["ClientCertificate"],
                AllowInvalidCertificate = bool.TryParse(section["AllowInvalidCertificate"], out var allow) && allow,
                Inspector = section["Inspector"],
                Subscription = Subscription(section.GetSection("Subscription")),
            });
        }
    }

    private static GatewaySubscriptionForm Subscription(IConfigurationSection section) => new()
    {
        Enabled = bool.TryParse(section["Enabled"], out var enabled) && enabled,
        AgentId = section["AgentId"],
        Password = section["Password"],
        NlpFlag = bool.TryParse(section["NlpFlag"], out var nlp) && nlp,
        FlowAccessCode = section["FlowAccessCode"],
    };

    /// <summary>Also called by the command line, which runs no host.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (_, form) in Read(configuration))
        {
            var stored = await db.Gateways.SingleOrDefaultAsync(x => x.Name == form.Name, cancellationToken);
            var isNew = stored is null;
            if (stored is null) db.Gateways.Add(stored = new ConfiguredGateway { Name = form.Name, BaseUrl = form.BaseUrl });
            var now = time.GetUtcNow();
            var changed = form.CopyTo(stored, vault, now) || isNew || !stored.Enabled;
            if (isNew || !stored.Enabled) stored.ChangedAt = now;
            (stored.Enabled, stored.Source) = (true, GatewaySource.Configuration);
            if (!changed) continue;
            audit.Add(db, Actor.Configuration, isNew ? "gateway.add" : "gateway.update", stored.Name, stored.BaseUrl);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => ApplyAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
