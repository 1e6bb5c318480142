using System.CommandLine;
using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features.Credentials;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary><c>agents list | import | remove</c>.</summary>
internal static class AgentCliCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(CommandSession session) => new("agents", "The agents whose sessions are held.") { List(session), Import(session), Remove(session) };

    private static Command List(CommandSession session)
    {
        var asJson = new Option<bool>("--json") { Description = "JSON instead of lines." };
        var list = new Command("list", "One line each: gateway, agent id, name, team, phone number.") { asJson };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            var (rows, _) = await (await session.GetAsync<CredentialQueries>(cancellationToken)).PageAsync("", "", 0, int.MaxValue, cancellationToken);
            if (parsed.GetValue(asJson)) await session.Terminal.Output.WriteLineAsync(JsonSerializer.Serialize(rows.Select(Describe), Json));
            else foreach (var row in rows) await session.Terminal.Output.WriteLineAsync($"{row.Id.Gateway}  {row.Id.WorkNo}  {row.Name}  {row.Team}  {row.PhoneNumber}{(row.Enabled ? "" : "  disabled")}");
            return ExitCode.Done;
        });
        return list;
    }

    private static object Describe(CredentialRow row) => new
    {
        gateway = row.Id.Gateway,
        agentId = row.Id.WorkNo,
        row.Name,
        row.Team,
        row.PhoneNumber,
        row.SignInStatus,
        row.AgentType,
        row.Skills,
        row.HasPassword,
        row.Enabled,
    };

    private static Command Import(CommandSession session)
    {
        var file = new Argument<string>("FILE.csv") { Description = $"Columns: {AgentsCsv.Template.TrimEnd()}" };
        var gateway = new Option<string?>("--gateway") { HelpName = "NAME", Description = "Needed when there are several." };
        var import = new Command("import", "Adds and updates agents; with one bad line nothing is imported.") { file, gateway };
        import.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path)) return await RefuseAsync(session, $"There is no file {path}.");
            var services = await session.OpenAsync(cancellationToken);
            var names = parsed.GetValue(gateway) is { } chosen ? [chosen] : await services.GetRequiredService<GatewayQueries>().NamesAsync(cancellationToken);
            if (names is not [var target]) return await RefuseAsync(session, names.Count == 0 ? "There is no gateway: add one first." : $"Say which gateway with --gateway: {string.Join(", ", names)}.");
            var importer = services.GetRequiredService<CredentialImport>();
            await using var content = File.OpenRead(path);
            var preview = await importer.PreviewAsync(target, content, cancellationToken);
            if (preview.Errors.Count > 0)
            {
                foreach (var error in preview.Errors) await session.Terminal.Error.WriteLineAsync(error.Line == 0 ? error.Error.Text : error.ToString());
                return await RefuseAsync(session, "Nothing was imported.");
            }

            var outcome = await importer.ApplyAsync(preview, Actor.CommandLine, cancellationToken);
            if (outcome.IsDone) await session.Terminal.Output.WriteLineAsync($"{preview.Added} added, {preview.Updated} updated, {preview.Unchanged} unchanged");
            return session.Terminal.Report(outcome);
        });
        return import;
    }

    private static Command Remove(CommandSession session)
    {
        var agentId = new Argument<string>("ID");
        var gateway = new Option<string>("--gateway") { HelpName = "NAME", Required = true };
        var remove = new Command("remove", "Removes an agent; its history stays.") { agentId, gateway };
        remove.SetAction(async (parsed, cancellationToken) =>
        {
            var id = new AgentId(parsed.GetRequiredValue(gateway), parsed.GetRequiredValue(agentId));
            return session.Terminal.Report(await (await session.GetAsync<CredentialCommands>(cancellationToken)).RemoveAsync(id, Actor.CommandLine, cancellationToken));
        });
        return remove;
    }

    private static async Task<int> RefuseAsync(CommandSession session, string why)
    {
        await session.Terminal.Error.WriteLineAsync(why);
        return ExitCode.Refused;
    }
}
