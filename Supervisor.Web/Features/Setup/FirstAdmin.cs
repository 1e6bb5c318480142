using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features.Setup;

/// <summary>Why the one-time link does not work.</summary>
public enum SetupLink
{
    /// <summary>It works.</summary>
    Good,

    /// <summary>Somebody has used it, or users were made in another way.</summary>
    Used,

    /// <summary>Not the key of this start.</summary>
    Wrong,
}

/// <summary>
/// The one-time link that makes the first admin. Only hashes of keys are held, in memory: a restart makes a new key for as long as there are no users.
/// Every key of this run works until one is used; then none does.
/// </summary>
internal sealed class FirstAdmin(UserQueries users, UserCommands commands) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private ImmutableArray<byte[]> _hashes = [];

    /// <summary>A new key, or null once there are users.</summary>
    public async Task<string?> NewKeyAsync(CancellationToken cancellationToken)
    {
        if (await users.AnyAsync(cancellationToken)) return null;
        var key = RandomSecret.Create();
        ImmutableInterlocked.Update(ref _hashes, hashes => hashes.Add(RandomSecret.Hash(key)));
        return key;
    }

    /// <summary>Does this key work now?</summary>
    public async Task<SetupLink> CheckAsync(string? key, CancellationToken cancellationToken)
    {
        if (await users.AnyAsync(cancellationToken)) return SetupLink.Used;
        if (key is null) return SetupLink.Wrong;
        var given = RandomSecret.Hash(key);
        return _hashes.Any(known => CryptographicOperations.FixedTimeEquals(known, given)) ? SetupLink.Good : SetupLink.Wrong;
    }

    /// <summary>Makes the first admin. What is refused for its fields may be sent again; what works, works once.</summary>
    public async Task<(SetupLink Link, Outcome Outcome)> CreateAsync(string? key, string name, string password, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var link = await CheckAsync(key, cancellationToken);
            if (link != SetupLink.Good) return (link, Outcome.Forbidden);
            // one person can try everything; separate roles are given later
            var outcome = await commands.AddAsync(name, [Roles.Admin, Roles.Supervisor, Roles.Manager], password, Actor.Setup, cancellationToken);
            if (outcome.IsDone) _hashes = [];
            return (link, outcome);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}

/// <summary>Tells the person at the console where to go, once the app listens.</summary>
internal sealed class SetupAnnouncement(FirstAdmin firstAdmin, IServer server, IHostApplicationLifetime lifetime, TextWriter? output = null) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        // straight to the console: a log is kept and passed on, and a key must not be
        var console = output ?? Console.Out;
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } listening) return;
        var address = Reachable(listening);
        await console.WriteLineAsync($"Supervisor listens on {address}");
        if (await firstAdmin.NewKeyAsync(stoppingToken) is { } key) await console.WriteLineAsync($"Open {address}/setup?key={key}");
        await console.FlushAsync(stoppingToken);
    }

    /// <summary>An address that a browser on this machine can open.</summary>
    internal static string Reachable(string listening) => listening.TrimEnd('/')
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal);
}
