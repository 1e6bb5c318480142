using Microsoft.Extensions.Hosting;

namespace Supervisor.Simulator.Hosting;

/// <summary>The gateway lives inside another program: it neither listens for Ctrl-C nor prints.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
