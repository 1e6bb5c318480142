using Microsoft.AspNetCore.Identity;

namespace Supervisor.Web.Security;

/// <summary>Makes the roles once the store is there.</summary>
internal sealed class RoleSeeder(IServiceScopeFactory scopes) : IHostedLifecycleService
{
    /// <summary>Also called by the command line, which runs no host.</summary>
    public async Task SeedAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var name in Roles.All)
        {
            if (await roles.RoleExistsAsync(name)) continue;
            var result = await roles.CreateAsync(new IdentityRole(name));
            if (!result.Succeeded) throw new InvalidOperationException($"Role {name} cannot be made: {string.Join(' ', result.Errors.Select(x => x.Code))}");
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => SeedAsync();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
