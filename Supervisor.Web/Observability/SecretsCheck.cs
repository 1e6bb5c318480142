using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Observability;

/// <summary>Which stored passwords cannot be read with the keys that are there: after a data directory was restored without its keys, or the keys were lost.</summary>
internal static class SecretsCheck
{
    /// <summary>Names of what has to be entered again, in order; empty where all can be read.</summary>
    public static async Task<IReadOnlyList<string>> UnreadableAsync(IDbContextFactory<SupervisorDb> databases, CredentialVault vault, WebhookSecrets webhooks, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var agents = await db.Agents.AsNoTracking().OrderBy(x => x.Gateway!.Name).ThenBy(x => x.AgentId).Select(x => new { Gateway = x.Gateway!.Name, x.AgentId, x.ProtectedPassword }).ToListAsync(cancellationToken);
        var gateways = await db.Gateways.AsNoTracking().OrderBy(x => x.Name).Select(x => new { x.Name, x.Subscription.ProtectedPassword }).ToListAsync(cancellationToken);
        var hooks = await db.AlertWebhooks.AsNoTracking().OrderBy(x => x.Name).Select(x => new { x.Name, x.Secret }).ToListAsync(cancellationToken);
        return
        [
            .. agents.Where(agent => !vault.TryUnprotect(agent.ProtectedPassword, out _)).Select(agent => $"{agent.Gateway}/{agent.AgentId}"),
            .. gateways.Where(gateway => !vault.TryUnprotect(gateway.ProtectedPassword, out _)).Select(gateway => $"configuration account of gateway {gateway.Name}"),
            .. hooks.Where(hook => !webhooks.TryUnprotect(hook.Secret, out _)).Select(hook => $"webhook {hook.Name}"),
        ];
    }

    /// <summary>The first of them, for a line that people read.</summary>
    public static string Named(IReadOnlyList<string> unreadable, int most = 10) =>
        string.Join(", ", unreadable.Take(most)) + (unreadable.Count > most ? ", ..." : "");
}
