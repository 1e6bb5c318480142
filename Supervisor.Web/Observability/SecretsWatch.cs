using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Supervisor.Web.Alerts;
using Supervisor.Web.Notices;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Observability;

/// <summary>Says at the start which stored passwords have to be entered again, and takes it back when that is done.</summary>
internal sealed class SecretsWatch(IDbContextFactory<SupervisorDb> databases, CredentialVault vault, WebhookSecrets webhooks, NoticeBoard notices, TimeProvider time, ILogger<SecretsWatch> logger) : BackgroundService
{
    private const string NoticeKey = "secrets";

    /// <summary>Keys go missing while nobody runs, so only what was missing at the start is looked at again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    private volatile IReadOnlyList<string> _unreadable = [];

    /// <summary>Names of what cannot be read; empty where all can.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // ten thousand passwords take a second: the start does not wait for it
        while (!await LookAsync(stoppingToken)) await Task.Delay(Again, time, stoppingToken);
    }

    private async Task<bool> LookAsync(CancellationToken stopping)
    {
        try
        {
            var unreadable = await SecretsCheck.UnreadableAsync(databases, vault, webhooks, stopping);
            if (unreadable.Count > 0 && _unreadable.Count == 0) Log.SecretsUnreadable(logger, unreadable.Count, SecretsCheck.Named(unreadable, 50));
            if (unreadable.Count == 0 && _unreadable.Count > 0) Log.SecretsReadable(logger);
            if (unreadable.Count == 0) notices.TakeDown(NoticeKey);
            else if (!unreadable.SequenceEqual(_unreadable))
                notices.Put(new Notice(NoticeKey, Policies.Administration, "The keys are lost that protected {0} stored passwords. Restore them, or enter these passwords again: {1}", [unreadable.Count, SecretsCheck.Named(unreadable)], "/admin/agents"));
            _unreadable = unreadable;
            return unreadable.Count == 0;
        }
        catch (SqliteException exception)
        {
            Log.SecretsNotChecked(logger, StoreFault.Describe(exception));
            return false;
        }
    }
}
