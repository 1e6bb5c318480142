using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Supervisor.Benchmarks.Load;

/// <summary>
/// A simulated day: do our statistics say, agent by agent and state by state, what the simulator's own account says, which is kept at its seats and not made from the events?
/// </summary>
internal static class DayAgreement
{
    private static readonly string[] States = ["signedOut", "idle", "ringing", "talking", "hold", "wrapUp", "busy", "rest"];

    /// <summary>What happened until the end of the window must have come through.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(20);

    public static async Task<bool> RunAsync(int agents, double speed, TimeSpan duration, bool push)
    {
        await using var site = await Site.StartAsync(agents, speed, push, eventTime: true);
        await Task.Delay(OnTheWay, TimeProvider.System);
        var from = Whole(TimeProvider.System.GetUtcNow());
        await Task.Delay(duration, TimeProvider.System);
        var to = Whole(TimeProvider.System.GetUtcNow());
        await Task.Delay(OnTheWay, TimeProvider.System);

        var range = FormattableString.Invariant($"from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
        var ours = (await site.Manager.GetFromJsonAsync<JsonElement>($"api/v1/statistics?{range}&by=agent&per=range")).GetProperty("items").EnumerateArray().ToDictionary(row => row.GetProperty("agentId").GetString()!);
        var theirs = (await site.SimulatorAsync($"simulator/journal/totals?from={from.ToUnixTimeMilliseconds()}&to={to.ToUnixTimeMilliseconds()}")).EnumerateArray().ToList();
        var (worst, exact, coverage) = (TimeSpan.Zero, 0, 1m);
        var sums = States.ToDictionary(state => state, _ => (Ours: TimeSpan.Zero, Theirs: TimeSpan.Zero));
        var calls = new Dictionary<string, (long Ours, long Theirs, long Differing)>();
        foreach (var agent in theirs)
        {
            var row = ours[agent.GetProperty("workno").GetString()!];
            coverage = Math.Min(coverage, row.GetProperty("coverage").GetDecimal());
            var far = TimeSpan.Zero;
            foreach (var state in States)
            {
                var (we, they) = (TimeSpan.FromSeconds(row.GetProperty(state).GetDouble()), TimeSpan.FromMilliseconds(agent.GetProperty("milliseconds").GetProperty(state).GetInt64()));
                sums[state] = (sums[state].Ours + we, sums[state].Theirs + they);
                far = (we - they).Duration() > far ? (we - they).Duration() : far;
            }

            if (far == TimeSpan.Zero) exact++;
            worst = far > worst ? far : worst;
            Count("calls answered", row, "answered", agent, "answered");
            Count("rings not answered", row, "notAnswered", agent, "ringsNotAnswered");
        }

        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{agents} agents, {(push ? "push" : "polling")}, speed {speed}, {duration.TotalMinutes:0.#} minutes, which are {duration.TotalHours * speed:0.#} hours of the agents' life"));
        Report.Line("");
        Report.Line("| state | our statistics, all agents | the simulator's account |");
        Report.Line("|---|---|---|");
        foreach (var (state, (we, they)) in sums) Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {state} | {we.TotalSeconds:0.000} s | {they.TotalSeconds:0.000} s |"));
        foreach (var (what, (we, they, differing)) in calls) Report.Line($"| {what} | {we} | {they}, {differing} agents differ |");
        Report.Line("");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* largest difference of any state of any agent: {worst.TotalSeconds:0.000} s; agents without any difference, to the millisecond: {exact} of {theirs.Count}"));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* smallest coverage of an agent: {100 * coverage:0.###} %"));
        // a ring counts where it begins with us, and where it ends with them: one may lie across an edge
        return theirs.Count == agents && worst < TimeSpan.FromSeconds(1) && calls["calls answered"].Differing == 0;

        void Count(string what, JsonElement row, string our, JsonElement agent, string their)
        {
            var (we, they) = (row.GetProperty(our).GetInt64(), agent.GetProperty(their).GetInt64());
            var before = calls.GetValueOrDefault(what);
            calls[what] = (before.Ours + we, before.Theirs + they, before.Differing + (we == they ? 0 : 1));
        }
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
