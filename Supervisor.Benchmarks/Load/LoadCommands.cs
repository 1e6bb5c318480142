using System.CommandLine;

namespace Supervisor.Benchmarks.Load;

/// <summary>The drivers of this folder.</summary>
internal static class LoadCommands
{
    public static IEnumerable<Command> All()
    {
        var (agents, few, minutes) = (Driver.Agents(500), Driver.Agents(200), Driver.Minutes());
        Option<double> speed = new("--speed") { DefaultValueFactory = _ => 5 };
        Option<bool> push = new("--push") { Description = "the gateway calls back instead of being polled" };
        Option<int> seed = new("--seed") { Description = "of what happens by chance", DefaultValueFactory = _ => 1 };

        Option<int[]> sizes = new("--sizes") { DefaultValueFactory = _ => [60, 1000, 5000], AllowMultipleArgumentsPerToken = true };
        yield return Driver.Command("footprint", "memory and processor with many polling agents", "Memory and processor", [sizes, minutes],
            parsed => Footprint.RunAsync(parsed.GetValue(sizes)!, TimeSpan.FromSeconds(30), parsed.MinutesOf(minutes)));
        yield return Driver.Command("latency", "from the gateway's answer to the change in the page", "Event to screen", [agents, speed, minutes],
            parsed => Latency.RunAsync(parsed.GetValue(agents), parsed.GetValue(speed), parsed.MinutesOf(minutes)));
        yield return Driver.Command("agreement", "floor and history against the simulator's own account", "Agreement with the simulator", [agents, speed, minutes, push],
            parsed => Agreement.RunAsync(parsed.GetValue(agents), parsed.GetValue(speed), parsed.MinutesOf(minutes), parsed.GetValue(push)));
        yield return Driver.Command("day-agreement", "statistics of a simulated day against the simulator's own account", "Statistics of a simulated day", [agents, speed, minutes, push],
            parsed => DayAgreement.RunAsync(parsed.GetValue(agents), parsed.GetValue(speed), parsed.MinutesOf(minutes), parsed.GetValue(push)));
        yield return Driver.Command("wrong-tokens", "pushes of the gateway while somebody guesses tokens", "Ten thousand wrong tokens", [agents],
            parsed => WrongTokens.RunAsync(parsed.GetValue(agents), events: 200));

        Option<int> kills = new("--kills") { DefaultValueFactory = _ => 200 };
        Option<double> rate = new("--rate") { Description = "events per second, about", DefaultValueFactory = _ => 200 };
        yield return Driver.Command("crash", "kills the app while events are pushed: what it acknowledged is kept, once and in order", "Killed again and again", [kills, rate, few, seed],
            parsed => Crash.RunAsync(parsed.GetValue(kills), parsed.GetValue(rate), parsed.GetValue(few), parsed.GetValue(seed)));

        Option<int> pruned = new("--events") { DefaultValueFactory = _ => 1_000_000 };
        yield return Driver.Command("prune", "how long the event writer waits while old history goes", "Pruning beside the writer", [pruned],
            parsed => Prune.RunAsync(parsed.GetValue(pruned)));

        Option<int> month = new("--days") { DefaultValueFactory = _ => 30 };
        Option<string?> store = new("--data") { Description = "an existing data directory instead of one that is made up" };
        yield return Driver.Command("statistics", "time of a statistic over many agents and days", "Statistics", [agents, month, store],
            parsed => StatisticsSpeed.RunAsync(parsed.GetValue(agents), parsed.GetValue(month), parsed.GetValue(store)));

        Option<string?> past = new("--data") { Description = "an existing data directory, instead of eight hours made up" };
        yield return Driver.Command("time-travel", "a jump to any second of the past, and playing on from there", "Time travel", [agents, past],
            parsed => TimeTravel.RunAsync(parsed.GetValue(agents), parsed.GetValue(past)));

        var floorAgents = Driver.Agents(2000);
        Option<double> floorSpeed = new("--speed") { Description = "3 gives about 200 events/s with 2000 agents", DefaultValueFactory = _ => 3 };
        yield return Driver.Command("floor-page", "one page of the floor in Chromium: scrolling, bytes, clocks, and from the gateway's answer to the paint", "The page of the floor", [floorAgents, floorSpeed, minutes],
            parsed => FloorPage.RunAsync(parsed.GetValue(floorAgents), parsed.GetValue(floorSpeed), parsed.MinutesOf(minutes)));

        Option<int[]> cuts = new("--cuts") { Description = "seconds for which the cable is pulled", DefaultValueFactory = _ => [5, 40], AllowMultipleArgumentsPerToken = true };
        Option<double> lid = new("--lid") { Description = "minutes for which the laptop is closed; 0 leaves that out", DefaultValueFactory = _ => 10 };
        yield return Driver.Command("link", "what the page does when its link breaks: cable, server, lid of the laptop", "Broken links", [few, speed, cuts, lid],
            parsed => LinkBreaks.RunAsync(parsed.GetValue(few), parsed.GetValue(speed), parsed.GetValue(cuts)!, parsed.GetValue(lid)));

        var soakAgents = Driver.Agents(60);
        Option<double> soakSpeed = new("--speed") { DefaultValueFactory = _ => 60 };
        Option<double> soakDays = new("--days") { Description = "of the agents' life", DefaultValueFactory = _ => 8 };
        Option<double> soakMinutes = new("--minutes") { Description = "of the clock, instead of days" };
        Option<string?> samples = new("--samples") { Description = "file that takes each sample as it is taken; without it one in the temp folder" };
        Option<bool> keep = new("--keep") { Description = "the data directory stays behind" };
        yield return Driver.Command("soak", "days of life at speed, with faults and visitors: memory, handles, history", "Soak", [soakAgents, soakSpeed, soakDays, soakMinutes, seed, samples, keep],
            parsed => Soak.RunAsync(parsed.GetValue(soakAgents), parsed.GetValue(soakSpeed), parsed.GetValue(soakDays), parsed.GetValue(soakMinutes), parsed.GetValue(seed), parsed.GetValue(samples), parsed.GetValue(keep)));
    }
}
