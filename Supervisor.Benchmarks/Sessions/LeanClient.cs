using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Benchmarks.Load;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>The product's sessions and gateway client, alone in a process: no floor, no store, no pages. What the naive loop is compared with, which has none of those either.</summary>
internal static class LeanClient
{
    /// <summary>As the app is started (hexadecimal); the naive loop is left as .NET comes.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        ["DOTNET_gcServer"] = "1",
        ["DOTNET_GCDGen0GrowthPercent"] = "14",
        ["DOTNET_GCConserveMemory"] = "8",
    };

    /// <summary>As <see cref="SessionLoad.Fast"/>.</summary>
    public static GatewayPace Pace() => new(new SessionOptions { SignInsPerSecond = 300, MaxConcurrentSignIns = 64 }, TimeProvider.System);

    /// <summary>Signs every agent of the import file in and polls until it is stopped.</summary>
    public static async Task RunAsync(Uri gateway, string csv)
    {
        var (endpoint, error) = GatewayEndpoint.Create(new ConfiguredGateway { Name = Site.Gateway, BaseUrl = gateway.ToString(), AllowInvalidCertificate = true }, []);
        if (endpoint is null) throw new InvalidOperationException(error);
        using (endpoint)
        {
            var time = TimeProvider.System;
            var pace = Pace();
            var around = new SessionSurroundings((_, _) => ValueTask.CompletedTask, kept => System.Text.Encoding.UTF8.GetString(kept), new SessionOptions().PollGap, false, new(time), new(time), Random.Shared.NextDouble);
            var client = new GatewayClient(endpoint, time);
            await Task.WhenAll(ImportFile.Read(csv).Select(agent => new AgentSession(
                new AgentPlan(new AgentProfile(new AgentId(Site.Gateway, agent.Id), agent.Id, ""), new AgentCredential { AgentId = agent.Id, PhoneNumber = agent.Phone, ProtectedPassword = System.Text.Encoding.UTF8.GetBytes(agent.Password) }, client, default) { Pace = pace },
                around, NullLogger.Instance).RunAsync(CancellationToken.None)));
        }
    }
}
