using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Benchmarks.Load;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>Thousands of agents whose events are pushed, and nothing happens: what their heartbeats cost against their polls, and what a session keeps.</summary>
internal static class PushLoad
{
    private const double LeastRatio = 4, MostBytes = 1024;
    // the runtime compiles what the sign-ins have made hot: with one agent that is more than all else in the first minute
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);

    public static async Task<bool> RunAsync(int agents, TimeSpan measure)
    {
        Report.Line($"{agents} agents, nobody does anything; load of the machine at the start: {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        Report.Line("");
        Report.Line("| | processor of the app, of one core | memory (resident) |");
        Report.Line("|---|---|---|");
        var idle = await ProcessorAsync("one agent", 1, push: false, measure);
        var polled = await ProcessorAsync("polled", agents, push: false, measure);
        var pushed = await ProcessorAsync("pushed", agents, push: true, measure);
        var naive = await ClientAlone.MeasureAsync("naive", new Dictionary<string, string>(), agents, null, [], measure);
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| the naive loop, polling, and nothing else | {naive.Processor:0.0 %} | |"));
        var bare = await BareExchanges.MeasureAsync(agents / SessionMachine.HeartbeatInterval.TotalSeconds, measure);
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| as many requests and answers as heartbeats, and nothing else | {bare:0.0 %} | |"));
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"Who sends each heartbeat by itself can take at most {(polled - idle) / bare:0.0} times less than our polls, which are what the limit is held against. The whole pushed app takes {naive.Processor / pushed:0.0} times less than the polls of the naive loop."));
        var bytes = await SessionBytesAsync(agents);
        var limits = new Limits();
        limits.AtLeast("processor when quiet, polled / pushed, of the whole app", polled / pushed, LeastRatio);
        limits.AtLeast("the same, less what the app takes with one agent", (polled - idle) / Math.Max(pushed - idle, 1e-6), LeastRatio);
        limits.AtMost("managed memory of one pushed session, without its plan and its place on the floor, bytes", bytes, MostBytes);
        limits.Print();
        return limits.Held;
    }

    private static async Task<double> ProcessorAsync(string what, int agents, bool push, TimeSpan measure)
    {
        await using var site = await Site.StartAsync(agents, speed: 1, push, scenario: false, plan: new SitePlan { Supervisor = SessionLoad.Fast });
        await Task.Delay(Settle, TimeProvider.System);
        var (processor, began) = (site.Supervisor.ProcessorTime, TimeProvider.System.GetTimestamp());
        await Task.Delay(measure, TimeProvider.System);
        var share = (site.Supervisor.ProcessorTime - processor).TotalSeconds / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {what} | {share:0.0 %} | {site.Supervisor.Megabytes:0} MB |"));
        return share;
    }

    // The heap after a full collection, with and without the sessions, in this process: a gateway that answers at once is all that is not real.
    private static async Task<double> SessionBytesAsync(int agents)
    {
        var time = TimeProvider.System;
        var pace = new GatewayPace(new SessionOptions { SignInsPerSecond = 1000, MaxConcurrentSignIns = 1000 }, time);
        var around = new SessionSurroundings((_, _) => ValueTask.CompletedTask, _ => "secret", TimeSpan.FromMilliseconds(200), false, new(time), new(time), Random.Shared.NextDouble);
        var gateway = new SilentGateway();
        AgentPlan[] plans = [.. Enumerable.Range(1001, agents).Select(id => $"{id}").Select(id =>
            new AgentPlan(new AgentProfile(new AgentId(Site.Gateway, id), id, ""), new AgentCredential { AgentId = id, PhoneNumber = id }, gateway, default) { Callback = new Uri("http://127.0.0.1/callback"), Pace = pace })];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var abandon = new CancellationTokenSource();
        AgentSession[] sessions = [.. plans.Select(plan => new AgentSession(plan, around, NullLogger.Instance))];
        Task[] running = [.. sessions.Select(session => session.RunAsync(abandon.Token))];
        while (sessions.Any(session => session.State.Phase != SessionPhase.Live)) await Task.Delay(TimeSpan.FromMilliseconds(200), time);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)agents;
        foreach (var session in sessions) session.Stop();
        await Task.WhenAll(running);
        GC.KeepAlive(plans);
        return bytes;
    }
}
