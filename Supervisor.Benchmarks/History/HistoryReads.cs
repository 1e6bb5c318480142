using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Benchmarks.Load;
using Supervisor.Domain.Events;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Benchmarks.History;

/// <summary>The first page of many filters, as the history page asks for it.</summary>
internal static class HistoryReads
{
    private const int Times = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    public static async Task<bool> RunAsync(string data)
    {
        await using var services = HistoryGenerate.Services(data);
        await services.GetRequiredService<DatabaseStartup>().PrepareAsync(CancellationToken.None);
        var store = services.GetRequiredService<EventStore>();
        var fast = true;
        Report.Line($"{await store.LastSequenceAsync(default)} events; cold: first time in this process, the pages of the file may be in the memory of the machine; warm: {Times} times more");
        Report.Line("");
        Report.Line("| first page of 100 | rows | cold | warm p50 | warm worst |");
        Report.Line("|---|---|---|---|---|");
        foreach (var (name, filter) in await FiltersAsync(store))
        {
            var rows = 0;
            var cold = await TimedAsync();
            var warm = new List<TimeSpan>();
            for (var n = 0; n < Times; n++) warm.Add(await TimedAsync());
            warm.Sort();
            fast &= warm[^1] < Limit;
            Report.Line(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {rows} | {cold.TotalMilliseconds:0.0} ms | {warm[Times / 2].TotalMilliseconds:0.0} ms | {warm[^1].TotalMilliseconds:0.0} ms |"));

            async Task<TimeSpan> TimedAsync()
            {
                var began = TimeProvider.System.GetTimestamp();
                rows = (await store.OlderAsync(filter, null, HistoryQueries.PageSize, default)).Items.Length;
                return TimeProvider.System.GetElapsedTime(began);
            }
        }
        Report.Line("");
        Report.Line(fast ? "All warm ones are under 50 ms." : "NOT all warm ones are under 50 ms.");
        return fast;
    }

    private static async Task<List<(string Name, EventFilter Filter)>> FiltersAsync(EventStore store)
    {
        var types = await store.TypesAsync(default);
        var agents = await store.AgentsAsync("", EventFilter.MaxNames, default);
        var gateway = (await store.GatewaysAsync(default))[^1];
        var newest = (await store.OlderAsync(EventFilter.Everything, null, 1, default)).Items[0].ReceivedAt;
        var oldest = (await store.NewerAsync(EventFilter.Everything, 0, 1, default)).Items[0].ReceivedAt;
        var (middle, agent, rare) = (oldest + ((newest - oldest) / 2), agents[agents.Length / 2], "Supervisor_Gap");
        var filters = new List<(string Name, EventFilter Filter)>
        {
            ("no filter", EventFilter.Everything),
            ("agent", new() { Agents = [agent] }),
            ("agent and gateway", new() { Agents = [agent], Gateway = gateway }),
            ("agent and rare type", new() { Agents = [agent], Types = [rare] }),
            ("agent and a type it never has", new() { Agents = [agent], Types = ["AgentEvent_Never"] }),
            ("agent and origin supervisor", new() { Agents = [agent], Origin = EventOrigin.Supervisor }),
            ($"{agents.Length} agents", new() { Agents = agents }),
            ($"{agents.Length} agents and {types.Length} types", new() { Agents = agents, Types = types }),
            ($"{agents.Length} agents and rare type", new() { Agents = agents, Types = [rare] }),
            ("type", new() { Types = ["AgentEvent_Talking"] }),
            ("rare type", new() { Types = [rare] }),
            ("gateway", new() { Gateway = gateway }),
            ("gateway and rare type", new() { Gateway = gateway, Types = [rare] }),
            ("gateway that never was", new() { Gateway = "nowhere" }),
            ("origin gateway", new() { Origin = EventOrigin.Gateway }),
            ("origin supervisor", new() { Origin = EventOrigin.Supervisor }),
            ("origin recognition", new() { Origin = EventOrigin.Recognition }),
            ("origin gateway and a type of ours", new() { Origin = EventOrigin.Gateway, Types = [rare] }),
            ("one day", new() { From = middle, To = middle.AddDays(1) }),
            ("agent and a month", new() { Agents = [agent], From = middle, To = middle.AddDays(30) }),
            ("one day of one agent", new() { Agents = [agent], From = middle, To = middle.AddDays(1) }),
            ("rare type and a month", new() { Types = [rare], From = middle, To = middle.AddDays(30) }),
            ("before all", new() { To = oldest }),
        };
        if (types.Contains(Supervisor.Domain.Conversations.Utterance.EventType)) filters.Add(("text", new() { Text = "the" }));
        return filters;
    }
}
