using System.CommandLine;

namespace Supervisor.Benchmarks.History;

/// <summary>The drivers of this folder.</summary>
internal static class HistoryCommands
{
    public static IEnumerable<Command> All()
    {
        var (agents, minutes) = (Driver.Agents(500), Driver.Minutes());
        Option<long> events = new("--events") { DefaultValueFactory = _ => 10_000_000 };
        Option<int> days = new("--days") { DefaultValueFactory = _ => 365 };
        Option<int> rows = new("--rows") { DefaultValueFactory = _ => 1_000_000 };
        Option<string> data = new("--data") { Description = "the data directory of the store", Required = true };
        yield return Driver.Command("history-generate", "makes a store with a long history", "A long history, generated", [agents, events, days, data],
            parsed => HistoryGenerate.RunAsync(parsed.GetValue(agents), parsed.GetValue(events), parsed.GetValue(days), parsed.GetValue(data)!));
        yield return Driver.Command("history-reads", "the first page of many filters of the history", "First pages of the history", [data],
            parsed => HistoryReads.RunAsync(parsed.GetValue(data)!));
        yield return Driver.Command("history-export", "our export against sqlite3 -csv", "Export against sqlite3 -csv", [data, rows],
            parsed => HistoryExport.RunAsync(parsed.GetValue(data)!, parsed.GetValue(rows)));

        Option<int> appended = new("--events") { Description = "of each turn", DefaultValueFactory = _ => 200_000 };
        Option<int> steady = new("--rate") { Description = "events per second to be held", DefaultValueFactory = _ => 20_000 };
        yield return Driver.Command("append", "the event writer against a bare statement and EF, then a steady rate", "Append", [appended, steady, minutes],
            parsed => Append.RunAsync(parsed.GetValue(appended), parsed.GetValue(steady), parsed.MinutesOf(minutes)));

        Option<string?> store = new("--data") { Description = "an existing data directory instead of one that is made up" };
        yield return Driver.Command("reads", "pages of a long history against pages of a short one", "Reads of a long history", [events, store],
            parsed => ReadsAtScale.RunAsync(parsed.GetValue(events), parsed.GetValue(store)));

        var floorAgents = Driver.Agents(2000);
        Option<double> floorSpeed = new("--speed") { Description = "3 gives about 200 events/s with 2000 agents", DefaultValueFactory = _ => 3 };
        yield return Driver.Command("interference", "the floor while a manager exports", "The floor beside an export", [floorAgents, floorSpeed, rows, minutes],
            parsed => Interference.RunAsync(parsed.GetValue(floorAgents), parsed.GetValue(floorSpeed), parsed.GetValue(rows), parsed.MinutesOf(minutes)));
    }
}
