using System.CommandLine;
using Supervisor.Web.Features.Tokens;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary><c>tokens add | list | revoke</c>.</summary>
internal static class TokenCliCommands
{
    public static Command Create(CommandSession session) => new("tokens", "The tokens of the HTTP API.") { Add(session), List(session), Revoke(session) };

    private static Command Add(CommandSession session)
    {
        var name = new Argument<string>("NAME");
        var role = new Option<string>("--role") { HelpName = "ROLE", Required = true, Description = string.Join(", ", Roles.All) }.AcceptOnlyFromAmong([.. Roles.All]);
        var add = new Command("add", "Makes a token and prints it, this once, alone on the last line.") { name, role };
        add.SetAction(async (parsed, cancellationToken) =>
        {
            var commands = await session.GetAsync<TokenCommands>(cancellationToken);
            var (outcome, token) = await commands.AddAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), Actor.CommandLine, cancellationToken);
            if (token is not null) await session.Terminal.Output.WriteLineAsync(token);
            return session.Terminal.Report(outcome);
        });
        return add;
    }

    private static Command List(CommandSession session)
    {
        var list = new Command("list", "One line each: name, role, when it was made.");
        list.SetAction(async (_, cancellationToken) =>
        {
            foreach (var token in await (await session.GetAsync<TokenCommands>(cancellationToken)).AllAsync(cancellationToken))
                await session.Terminal.Output.WriteLineAsync($"{token.Name}  {token.Role}  {token.CreatedAt:O}{(token.RevokedAt is { } at ? $"  revoked {at:O}" : "")}");
            return ExitCode.Done;
        });
        return list;
    }

    private static Command Revoke(CommandSession session)
    {
        var name = new Argument<string>("NAME");
        var revoke = new Command("revoke", "Ends a token at once.") { name };
        revoke.SetAction(async (parsed, cancellationToken) =>
            session.Terminal.Report(await (await session.GetAsync<TokenCommands>(cancellationToken)).RevokeAsync(parsed.GetRequiredValue(name), Actor.CommandLine, cancellationToken)));
        return revoke;
    }
}
