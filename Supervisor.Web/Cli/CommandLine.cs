using System.CommandLine;
using Microsoft.Data.Sqlite;
using Supervisor.Web.Configuration;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Cli;

/// <summary>The commands of the same executable (surface.md). Data goes to stdout, everything else to stderr; no hosted service runs.</summary>
public static class CommandLine
{
    /// <summary>True when <paramref name="args"/> name a command, or ask for help; false when the app is to be started.</summary>
    public static bool IsCommand(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Arguments.Split(args).Command.Count > 0;
    }

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, new Terminal(Console.In, Console.Out, Console.Error));

    internal static async Task<int> RunAsync(string[] args, Terminal terminal, DoctorCommand.GatewayProbe? probe = null)
    {
        var (command, settings) = Arguments.Split(args);
        await using var session = new CommandSession(settings, terminal);
        var parsed = Build(session, probe ?? GatewayProbe.AskAsync).Parse(command, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await terminal.Error.WriteLineAsync(error.Message);
            await terminal.Error.WriteLineAsync("Try --help.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        }
        catch (BadConfigurationException bad)
        {
            ConfigurationCheck.Print(bad.Errors, terminal.Error);
            return ExitCode.Configuration;
        }
        catch (Exception unavailable) when (unavailable is StoreUnavailableException or NoStoreException)
        {
            await terminal.Error.WriteLineAsync(unavailable.Message);
            return ExitCode.Configuration;
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("Cancelled.");
            return ExitCode.Refused;
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"The store cannot be used: {fault.Message}");
            return ExitCode.Refused;
        }
        catch (Exception bug)
        {
            await terminal.Error.WriteLineAsync($"This is a bug: {bug}");
            return ExitCode.Bug;
        }
    }

    private static RootCommand Build(CommandSession session, DoctorCommand.GatewayProbe probe) => new("Supervisor: a dashboard for contact centres. Without a command it starts the app.")
    {
        GatewayCliCommands.Create(session),
        AgentCliCommands.Create(session),
        UserCliCommands.Create(session),
        TokenCliCommands.Create(session),
        HistoryCommands.Create(session.OpenAsync),
        BackupCommands.CreateBackup(session),
        BackupCommands.CreateRestore(session),
        DoctorCommand.Create(session, probe),
    };
}
