using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Web.Alerts;
using Supervisor.Web.Configuration;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Observability;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;
using Supervisor.Web.Subscriptions;
using SessionOptions = Supervisor.Web.Sessions.SessionOptions;

namespace Supervisor.Web.Cli;

/// <summary><c>doctor</c>: looks at configuration, store, passwords and gateways, and says what is wrong.</summary>
internal static class DoctorCommand
{
    /// <summary>Why a gateway cannot be used, in words; null when it answers.</summary>
    public delegate Task<string?> GatewayProbe(ConfiguredGateway gateway, CancellationToken cancellationToken);

    public static Command Create(CommandSession session, GatewayProbe probe)
    {
        var doctor = new Command("doctor", "Checks configuration, store and gateways; the exit code is 0 when all is well.");
        doctor.SetAction((_, cancellationToken) => RunAsync(session, probe, cancellationToken));
        return doctor;
    }

    private static async Task<int> RunAsync(CommandSession session, GatewayProbe probe, CancellationToken cancellationToken)
    {
        var output = session.Terminal.Output;
        if (ConfigurationCheck.Run(session.Configuration) is { Count: > 0 } errors) throw new BadConfigurationException(errors);
        await output.WriteLineAsync("configuration: good");
        await output.WriteLineAsync($"data directory: {DataDirectory.From(session.Configuration).Root}");

        var troubles = 0;
        var services = await session.OpenAsync(cancellationToken);
        await using var db = await services.GetRequiredService<IDbContextFactory<SupervisorDb>>().CreateDbContextAsync(cancellationToken);
        var check = StoreWatch.Check(services.GetRequiredService<DataDirectory>().Database) ?? "ok";
        await TellAsync("store", check == "ok" ? null : $"damaged: {check}. Make a copy of the data directory, then restore a backup");
        await TellDiskAsync();
        // a fresh store has no users: worth a word, no trouble
        await output.WriteLineAsync(await db.Users.AnyAsync(x => x.Enabled, cancellationToken) ? "users: good" : "users: nobody can sign in yet; start the app and open the link it prints, or use 'users add'");

        var vault = services.GetRequiredService<CredentialVault>();
        var unreadable = await SecretsCheck.UnreadableAsync(services.GetRequiredService<IDbContextFactory<SupervisorDb>>(), vault, ActivatorUtilities.CreateInstance<WebhookSecrets>(services), cancellationToken);
        await TellAsync("stored passwords", unreadable.Count == 0 ? null : $"{unreadable.Count} cannot be read: the keys in the data directory are not those that protected them. Restore the directory keys, or enter these again: {SecretsCheck.Named(unreadable, 50)}");
        await TellRoomAsync();

        foreach (var gateway in await db.Gateways.AsNoTracking().OrderBy(x => x.Name).ToListAsync(cancellationToken))
        {
            // the demo gateway lives inside the running app only
            if (!gateway.Enabled || gateway.Source == GatewaySource.Demo) await output.WriteLineAsync($"gateway {gateway.Name}: not asked ({(gateway.Enabled ? "demo" : "not in use")})");
            else await TellAsync($"gateway {gateway.Name} at {gateway.BaseUrl}", await probe(gateway, cancellationToken));
            if (gateway.Enabled && gateway.Source != GatewaySource.Demo)
                foreach (var (what, fault) in await GatewayCheck.RunAsync(gateway, TimeProvider.System, cancellationToken)) await TellAsync($"{what} of gateway {gateway.Name}", fault);
            if (gateway is { Enabled: true, Subscription.Enabled: true }) await TellSubscriptionAsync(gateway);
        }

        return troubles == 0 ? ExitCode.Done : ExitCode.Refused;

        async Task TellSubscriptionAsync(ConfiguredGateway gateway)
        {
            var account = $"configuration account {gateway.Subscription.AgentId} of gateway {gateway.Name}";
            if (GatewayRules.Check(GatewayForm.From(gateway)).Where(error => error.Field.StartsWith("Subscription", StringComparison.Ordinal) || error.Field == "CallbackBaseUrl").ToList() is { Count: > 0 } wrong)
                foreach (var error in wrong) await TellAsync($"{error.Field} of gateway {gateway.Name}", error.Text);
            else if (!vault.TryUnprotect(gateway.Subscription.ProtectedPassword, out var password)) await TellAsync(account, "its password cannot be read; enter it again");
            else await TellAsync(account, await SubscriptionProbe.LogInAsync(gateway, password, cancellationToken));
            var kept = ActivatorUtilities.CreateInstance<SubscriptionFile>(services).Load().GetValueOrDefault(gateway.Name);
            var (text, isTrouble) = SubscriptionProbe.Tell(kept, services.GetRequiredService<TimeProvider>().GetUtcNow());
            if (isTrouble) troubles++;
            await output.WriteLineAsync($"recognition subscription of gateway {gateway.Name}: {text}");
        }

        async Task TellRoomAsync()
        {
            var polled = await db.Gateways.AsNoTracking().Where(x => x.Enabled && x.Mode == EventMode.Poll)
                .Select(x => new { x.Name, Sessions = x.Agents.Count(agent => agent.Enabled && agent.SignedOutAt == null) }).ToListAsync(cancellationToken);
            var budget = SessionBudget.Read(session.Configuration.GetSection(SessionOptions.Section).Get<SessionOptions>() ?? new SessionOptions());
            // a service manager may set others
            await TellAsync($"room for polling sessions, as this shell is limited ({budget.Words()})", budget.Shortage([.. polled.Select(x => (x.Name, x.Sessions))]));
        }

        async Task TellDiskAsync()
        {
            var figures = await services.GetRequiredService<StoreGauge>().ReadAsync(cancellationToken);
            var growth = figures.Week is { } week ? $", growing {ByteSize.Text(week.BytesPerDay)} a day" : "";
            await output.WriteLineAsync(FormattableString.Invariant($"history: about {figures.Events} events, {ByteSize.Text(figures.FileBytes)}{growth}; {(figures.FreeBytes is { } free ? ByteSize.Text(free) : "an unknown amount")} free"));
            await TellAsync("disk", DiskWarning.For(figures, services.GetRequiredService<IOptions<HistoryOptions>>().Value.WarnFreeMegabytes, isWarning: false)?.Text);
        }

        async Task TellAsync(string what, string? fault)
        {
            if (fault is not null) troubles++;
            await output.WriteLineAsync($"{what}: {fault ?? "good"}");
        }
    }
}
