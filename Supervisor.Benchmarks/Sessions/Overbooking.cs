using System.Globalization;
using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Sessions;

/// <summary>More agents than the process may hold sessions for: its limit of open files is set so that a third of them finds no room. Those that run must not notice.</summary>
internal static class Overbooking
{
    private const double LeastPolls = 0.9;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    public static async Task<bool> RunAsync(int agents, TimeSpan measure)
    {
        var demand = agents * 13 / 10;
        // room for the agents, and what the budget keeps back
        var files = agents + Math.Min(agents, Web.Sessions.SessionBudget.Spare);
        Report.Line($"at most {files} open files, room for {agents} polling sessions, {demand} wanted");
        Report.Line("");
        var alone = await PollsAsync(agents, agents, files, measure);
        var crowded = await PollsAsync(demand, agents, files, measure);
        var limits = new Limits();
        limits.AtLeast("polls/s of those that run, crowded / alone", crowded.Polls / alone.Polls, LeastPolls);
        limits.None("sign-ins beyond the room", Math.Max(0, crowded.SignIns - agents));
        limits.AtLeast("agents that wait with the code no-room", crowded.Waiting, demand - agents);
        Report.Line($"/readyz: {crowded.Ready.ReplaceLineEndings(" / ")}");
        Report.Line("");
        limits.Print();
        return limits.Held;
    }

    private static async Task<(double Polls, long SignIns, int Waiting, string Ready)> PollsAsync(int demand, int room, int files, TimeSpan measure)
    {
        await using var site = await Site.StartAsync(demand, speed: 1, scenario: false, plan: new SitePlan { OpenFiles = files, Live = room, Supervisor = SessionLoad.Fast });
        await Task.Delay(Settle, TimeProvider.System);
        var window = await Window.MeasureAsync(site, measure);
        var floor = await site.FloorAsync();
        var waiting = floor.GetProperty("agents").EnumerateArray().Count(agent => agent.GetProperty("session") is var session
            && session.GetProperty("state").GetString() == "waiting" && session.GetProperty("lastCode").GetString() == "no-room");
        var live = await site.LiveAsync();
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{demand} wanted: {live} live, {window.PollsPerSecond:0} polls/s, processor {window.Processor:0 %} of one core"));
        return (window.PollsPerSecond, (await site.SimulatorAsync("simulator/stats")).GetProperty("signIns").GetInt64(), waiting, await site.Api.GetStringAsync("readyz"));
    }
}
