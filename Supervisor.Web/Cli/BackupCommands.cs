using System.CommandLine;
using Supervisor.Web.Configuration;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary>The commands <c>backup</c> and <c>restore</c>.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup(CommandSession session)
    {
        var file = new Argument<string>("FILE") { Description = "File to write; it must not be there yet" };
        var backup = new Command("backup", "Copies the store and its keys into one file, also while the app runs") { file };
        backup.SetAction(async (parsed, cancellationToken) =>
        {
            var services = await session.OpenExistingAsync(cancellationToken);
            var target = Path.GetFullPath(parsed.GetValue(file)!);
            var audit = services.GetRequiredService<AuditTrail>();
            // before, so that the copy tells of itself; whether it was made is told after
            await audit.KeepAsync(Actor.CommandLine, BackupRecord.Begun, Path.GetFileName(target), null, cancellationToken);
            try
            {
                StoreBackup.Make(services.GetRequiredService<DataDirectory>(), target, services.GetRequiredService<TimeProvider>().GetUtcNow());
            }
            catch (IOException refused)
            {
                await session.Terminal.Error.WriteLineAsync(refused.Message);
                return ExitCode.Refused;
            }

            await audit.KeepAsync(Actor.CommandLine, BackupRecord.Made, Path.GetFileName(target), null, cancellationToken);
            await session.Terminal.Error.WriteLineAsync($"{target}: {new FileInfo(target).Length} bytes. It holds the agents' passwords and the keys that open them: keep it as you keep those.");
            return ExitCode.Done;
        });
        return backup;
    }

    public static Command CreateRestore(CommandSession session)
    {
        var file = new Argument<string>("FILE") { Description = "A file made by backup" };
        var force = new Option<bool>("--force") { Description = "Replace the store that is there" };
        var restore = new Command("restore", "Puts a backup in the place of the store; the app must not run") { file, force };
        restore.SetAction(async (parsed, cancellationToken) =>
        {
            if (ConfigurationCheck.Run(session.Configuration) is { Count: > 0 } errors) throw new BadConfigurationException(errors);
            var directory = DataDirectory.From(session.Configuration);
            var source = Path.GetFullPath(parsed.GetValue(file)!);
            if (!File.Exists(source)) return Refuse($"There is no file {source}.");
            directory.Create();
            using (var alone = StoreHold.TryTakeAlone(directory))
            {
                if (alone is null) return Refuse($"Supervisor runs on {directory.Root}. Stop it first.");
                using var prepared = await MigrationLock.TakeAsync(directory.Database, TimeProvider.System, cancellationToken);
                if (File.Exists(directory.Database) && !parsed.GetValue(force)) return Refuse($"There is a store at {directory.Database}. --force replaces it, and what it holds is gone.");
                if (StoreBackup.Restore(directory, source) is { } refused) return Refuse(refused);
            }

            var services = await session.OpenAsync(cancellationToken); // an older backup is migrated
            await services.GetRequiredService<AuditTrail>().KeepAsync(Actor.CommandLine, BackupRecord.Restored, Path.GetFileName(source), null, cancellationToken);
            await session.Terminal.Output.WriteLineAsync($"Restored to {directory.Root}.");
            return VerifyCommand.Tell(VerifyCommand.Verification(services), null, null, null, session.Terminal.Output, cancellationToken).Findings == 0 ? ExitCode.Done : ExitCode.Refused;
        });
        return restore;

        int Refuse(string why)
        {
            session.Terminal.Error.WriteLine(why);
            return ExitCode.Refused;
        }
    }
}
