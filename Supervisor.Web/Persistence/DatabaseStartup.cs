using Microsoft.EntityFrameworkCore;

namespace Supervisor.Web.Persistence;

/// <summary>Creates or migrates the store before anything else starts.</summary>
internal sealed class DatabaseStartup(DataDirectory directory, IDbContextFactory<SupervisorDb> databases) : IHostedLifecycleService
{
    /// <summary>Also called by the command line, which runs no host.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        directory.Create();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => PrepareAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
