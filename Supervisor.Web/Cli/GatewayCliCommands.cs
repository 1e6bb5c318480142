using System.CommandLine;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Security;

namespace Supervisor.Web.Cli;

/// <summary><c>gateways list | add | remove</c>.</summary>
internal static class GatewayCliCommands
{
    public static Command Create(CommandSession session) => new("gateways", "The gateways of this site.") { List(session), Add(session), Remove(session) };

    private static Command List(CommandSession session)
    {
        var list = new Command("list", "One line each: name, address, source, agents, whether it pushes, whether recognition results are subscribed to, whether it accepts any certificate.");
        list.SetAction(async (_, cancellationToken) =>
        {
            foreach (var (gateway, agents) in await (await session.GetAsync<GatewayQueries>(cancellationToken)).AllAsync(cancellationToken))
            {
                var notes = $"{(gateway.Enabled ? "" : "  not in use")}{(gateway.Mode == EventMode.Push ? "  pushes" : "")}{(gateway.Subscription.Enabled ? "  recognition results" : "")}{(gateway.AllowInvalidCertificate ? "  ACCEPTS ANY CERTIFICATE" : "")}";
                await session.Terminal.Output.WriteLineAsync($"{gateway.Name}  {gateway.BaseUrl}  {gateway.Source}  {agents.Count} agents{notes}");
            }

            return ExitCode.Done;
        });
        return list;
    }

    private static Command Add(CommandSession session)
    {
        var name = new Argument<string>("NAME");
        var url = new Argument<string>("URL") { Description = "https://host:8043/agentgateway/resource/" };
        var any = new Option<bool>("--allow-invalid-certificate") { Description = "Accept any certificate: for tries only." };
        var authority = new Option<string?>("--ca-certificate") { HelpName = "FILE", Description = "PEM file of the authority that signed the gateway's certificate." };
        var push = new Option<bool>("--push") { Description = "The gateway pushes events to us instead of being polled; needs --callback-base-url." };
        var callback = new Option<string?>("--callback-base-url") { HelpName = "URL", Description = "Public base address of this app, where the gateway calls back." };
        var account = new Option<string?>("--subscribe") { HelpName = "ACCOUNT", Description = "Subscribe to recognition results with this configuration account; needs --callback-base-url and --password-stdin." };
        var stdin = new Option<bool>("--password-stdin") { Description = "Read the configuration account's password from the first line of stdin." };
        var nlp = new Option<bool>("--nlp-flag") { Description = "Use intelligent semantic analysis." };
        var code = new Option<string?>("--flow-access-code") { HelpName = "CODE", Description = "Access code of the chatbot; only with --nlp-flag." };
        var add = new Command("add", "Adds a gateway.") { name, url, any, authority, push, callback, account, stdin, nlp, code };
        add.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(authority);
            var form = new GatewayForm
            {
                Name = parsed.GetRequiredValue(name),
                BaseUrl = parsed.GetRequiredValue(url),
                AllowInvalidCertificate = parsed.GetValue(any),
                CaCertificate = file is null ? null : Path.GetFullPath(file),
                Mode = parsed.GetValue(push) ? EventMode.Push : EventMode.Poll,
                CallbackBaseUrl = parsed.GetValue(callback),
                Subscription = new GatewaySubscriptionForm
                {
                    Enabled = parsed.GetValue(account) is not null,
                    AgentId = parsed.GetValue(account),
                    Password = parsed.GetValue(stdin) ? await session.Terminal.Input.ReadLineAsync(cancellationToken) : null,
                    NlpFlag = parsed.GetValue(nlp),
                    FlowAccessCode = parsed.GetValue(code),
                },
            };
            var outcome = await (await session.GetAsync<GatewayCommands>(cancellationToken)).AddAsync(form, Actor.CommandLine, cancellationToken);
            if (outcome.IsDone && form.AllowInvalidCertificate)
                await session.Terminal.Error.WriteLineAsync("WARNING: any certificate is accepted, so agents' passwords can be read on the way. Use --ca-certificate.");
            return session.Terminal.Report(outcome);
        });
        return add;
    }

    private static Command Remove(CommandSession session)
    {
        var name = new Argument<string>("NAME");
        var remove = new Command("remove", "Removes a gateway and its agents; their history stays.") { name };
        remove.SetAction(async (parsed, cancellationToken) =>
            session.Terminal.Report(await (await session.GetAsync<GatewayCommands>(cancellationToken)).RemoveAsync(parsed.GetRequiredValue(name), Actor.CommandLine, cancellationToken)));
        return remove;
    }
}
