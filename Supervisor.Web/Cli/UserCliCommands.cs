using System.CommandLine;
using Supervisor.Web.Features.Users;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary><c>users add | list | disable | set-password</c>. Passwords come by stdin: arguments can be seen by others.</summary>
internal static class UserCliCommands
{
    public static Command Create(CommandSession session) => new("users", "The people who may sign in.") { Add(session), List(session), Disable(session), SetPassword(session) };

    private static Command Add(CommandSession session)
    {
        var name = new Argument<string>("NAME");
        var roles = RoleOption();
        roles.Arity = ArgumentArity.OneOrMore;
        roles.AllowMultipleArgumentsPerToken = true;
        var stdin = PasswordOption();
        var add = new Command("add", "Adds a user.") { name, roles, stdin };
        RequirePassword(add, stdin);
        add.SetAction(async (parsed, cancellationToken) =>
        {
            if (await session.Terminal.Input.ReadLineAsync(cancellationToken) is not { Length: > 0 } password) return await NoPasswordAsync(session);
            var commands = await session.GetAsync<UserCommands>(cancellationToken);
            return session.Terminal.Report(await commands.AddAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(roles), password, Actor.CommandLine, cancellationToken));
        });
        return add;
    }

    private static Command List(CommandSession session)
    {
        var list = new Command("list", "One line each: name, roles.");
        list.SetAction(async (_, cancellationToken) =>
        {
            foreach (var user in await (await session.GetAsync<UserQueries>(cancellationToken)).AllAsync(cancellationToken))
                await session.Terminal.Output.WriteLineAsync($"{user.Name}  {string.Join(',', user.Roles)}{(user.Enabled ? "" : "  disabled")}{(user.LockedUntil is null ? "" : "  locked out")}{(user.External ? "  single sign-on" : "")}");
            return ExitCode.Done;
        });
        return list;
    }

    private static Command Disable(CommandSession session)
    {
        var name = new Argument<string>("NAME");
        var disable = new Command("disable", "Ends the user's sign-in and open pages.") { name };
        disable.SetAction(async (parsed, cancellationToken) =>
            session.Terminal.Report(await (await session.GetAsync<UserCommands>(cancellationToken)).SetEnabledAsync(parsed.GetRequiredValue(name), false, Actor.CommandLine, cancellationToken)));
        return disable;
    }

    private static Command SetPassword(CommandSession session)
    {
        var name = new Argument<string>("NAME");
        var stdin = PasswordOption();
        var set = new Command("set-password", "Sets a new password and ends a lock-out.") { name, stdin };
        RequirePassword(set, stdin);
        set.SetAction(async (parsed, cancellationToken) =>
        {
            if (await session.Terminal.Input.ReadLineAsync(cancellationToken) is not { Length: > 0 } password) return await NoPasswordAsync(session);
            var commands = await session.GetAsync<UserCommands>(cancellationToken);
            return session.Terminal.Report(await commands.SetPasswordAsync(parsed.GetRequiredValue(name), password, Actor.CommandLine, cancellationToken));
        });
        return set;
    }

    internal static Option<string[]> RoleOption() => new Option<string[]>("--role") { HelpName = "ROLE", Required = true, Description = string.Join(", ", Roles.All) }.AcceptOnlyFromAmong([.. Roles.All]);

    /// <summary>Asked for, although there is no other way: whoever runs it without must not sit before a terminal that shows what is typed.</summary>
    private static Option<bool> PasswordOption() => new("--password-stdin") { Description = "Reads the password from the first line of stdin; required." };

    // not by Required: a switch that is left out has the value false, and passes
    private static void RequirePassword(Command command, Option<bool> stdin) => command.Validators.Add(result =>
    {
        if (!result.GetValue(stdin)) result.AddError("--password-stdin is required: the password comes by the first line of stdin, never as an argument.");
    });

    private static async Task<int> NoPasswordAsync(CommandSession session)
    {
        await session.Terminal.Error.WriteLineAsync("There is no password on stdin.");
        return ExitCode.Usage;
    }
}
