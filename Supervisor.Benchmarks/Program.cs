using System.CommandLine;
using Supervisor.Benchmarks.Circuits;
using Supervisor.Benchmarks.Faults;
using Supervisor.Benchmarks.History;
using Supervisor.Benchmarks.Load;
using Supervisor.Benchmarks.Micro;
using Supervisor.Benchmarks.Sessions;

Option<bool> record = new("--record") { Description = "append the figures to docs/measurements.md", Recursive = true };
Option<int> agents = new("--agents") { DefaultValueFactory = _ => 500 };
Option<int[]> sizes = new("--sizes") { DefaultValueFactory = _ => [60, 1000, 5000], AllowMultipleArgumentsPerToken = true };
Option<double> speed = new("--speed") { DefaultValueFactory = _ => 5 };
Option<bool> push = new("--push") { Description = "the gateway calls back instead of being polled" };
Option<int> month = new("--days") { DefaultValueFactory = _ => 30 };
Option<string?> store = new("--data") { Description = "an existing data directory instead of one that is made up" };
Option<double> minutes = new("--minutes") { DefaultValueFactory = _ => 1 };
Option<long> events = new("--events") { DefaultValueFactory = _ => 10_000_000 };
Option<int> days = new("--days") { DefaultValueFactory = _ => 365 };
Option<int> rows = new("--rows") { DefaultValueFactory = _ => 1_000_000 };
Option<string> data = new("--data") { Description = "the data directory of the store", Required = true };

Command footprint = new("footprint", "memory and processor with many polling agents") { sizes, minutes };
footprint.SetAction(async (parsed, _) =>
{
    await Footprint.RunAsync(parsed.GetValue(sizes)!, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    return await EndAsync(parsed, "Memory and processor");
});

Command latency = new("latency", "from the gateway's answer to the change in the page") { agents, speed, minutes };
latency.SetAction(async (parsed, _) =>
{
    await Latency.RunAsync(parsed.GetValue(agents), parsed.GetValue(speed), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    return await EndAsync(parsed, "Event to screen");
});

Command agreement = new("agreement", "floor and history against the simulator's own account") { agents, speed, minutes, push };
agreement.SetAction(async (parsed, _) =>
{
    var agreed = await Agreement.RunAsync(parsed.GetValue(agents), parsed.GetValue(speed), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(push));
    return await EndAsync(parsed, "Agreement with the simulator") + (agreed ? 0 : 1);
});

Command day = new("day-agreement", "statistics of a simulated day against the simulator's own account") { agents, speed, minutes, push };
day.SetAction(async (parsed, _) =>
{
    var agreed = await DayAgreement.RunAsync(parsed.GetValue(agents), parsed.GetValue(speed), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(push));
    return await EndAsync(parsed, "Statistics of a simulated day") + (agreed ? 0 : 1);
});

Command wrongTokens = new("wrong-tokens", "pushes of the gateway while somebody guesses tokens") { agents };
wrongTokens.SetAction(async (parsed, _) =>
{
    var held = await WrongTokens.RunAsync(parsed.GetValue(agents), events: 200);
    return await EndAsync(parsed, "Ten thousand wrong tokens") + (held ? 0 : 1);
});

Option<int> kills = new("--kills") { DefaultValueFactory = _ => 200 };
Option<double> rate = new("--rate") { Description = "events per second, about", DefaultValueFactory = _ => 200 };
Option<int> seed = new("--seed") { Description = "of what happens by chance", DefaultValueFactory = _ => 1 };
Option<int> fewer = new("--agents") { DefaultValueFactory = _ => 200 };
Command crash = new("crash", "kills the app while events are pushed: what it acknowledged is kept, once and in order") { kills, rate, fewer, seed };
crash.SetAction(async (parsed, _) =>
{
    var held = await Crash.RunAsync(parsed.GetValue(kills), parsed.GetValue(rate), parsed.GetValue(fewer), parsed.GetValue(seed));
    return await EndAsync(parsed, "Killed again and again") + (held ? 0 : 1);
});

Command historyGenerate = new("history-generate", "makes a store with a long history") { agents, events, days, data };
historyGenerate.SetAction(async (parsed, _) =>
{
    await HistoryGenerate.RunAsync(parsed.GetValue(agents), parsed.GetValue(events), parsed.GetValue(days), parsed.GetValue(data)!);
    return await EndAsync(parsed, "A long history, generated");
});

Command historyReads = new("history-reads", "the first page of many filters of the history") { data };
historyReads.SetAction(async (parsed, _) =>
{
    var fast = await HistoryReads.RunAsync(parsed.GetValue(data)!);
    return await EndAsync(parsed, "First pages of the history") + (fast ? 0 : 1);
});

Command historyExport = new("history-export", "our export against sqlite3 -csv") { data, rows };
historyExport.SetAction(async (parsed, _) =>
{
    var fast = await HistoryExport.RunAsync(parsed.GetValue(data)!, parsed.GetValue(rows));
    return await EndAsync(parsed, "Export against sqlite3 -csv") + (fast ? 0 : 1);
});

Option<int> appended = new("--events") { Description = "of each turn", DefaultValueFactory = _ => 200_000 };
Option<int> steady = new("--rate") { Description = "events per second to be held", DefaultValueFactory = _ => 20_000 };
Command append = new("append", "the event writer against a bare statement and EF, then a steady rate") { appended, steady, minutes };
append.SetAction(async (parsed, _) =>
{
    var reached = await Append.RunAsync(parsed.GetValue(appended), parsed.GetValue(steady), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    return await EndAsync(parsed, "Append") + (reached ? 0 : 1);
});

Option<string?> filter = new("--filter") { Description = "part of the name of a class of benchmarks" };
Command micro = new("micro", "the steps of one event by themselves, each beside a peer") { filter };
micro.SetAction(async (parsed, _) =>
{
    var reached = MicroRun.Run(parsed.GetValue(filter));
    return await EndAsync(parsed, "Steps of one event") + (reached ? 0 : 1);
});

Command reads = new("reads", "pages of a long history against pages of a short one") { events, store };
reads.SetAction(async (parsed, _) =>
{
    var reached = await ReadsAtScale.RunAsync(parsed.GetValue(events), parsed.GetValue(store));
    return await EndAsync(parsed, "Reads of a long history") + (reached ? 0 : 1);
});

Option<int> pruned = new("--events") { DefaultValueFactory = _ => 1_000_000 };

Command prune = new("prune", "how long the event writer waits while old history goes") { pruned };
prune.SetAction(async (parsed, _) =>
{
    var held = await Prune.RunAsync(parsed.GetValue(pruned));
    return await EndAsync(parsed, "Pruning beside the writer") + (held ? 0 : 1);
});

Command statistics = new("statistics", "time of a statistic over many agents and days") { agents, month, store };
statistics.SetAction(async (parsed, _) =>
{
    await StatisticsSpeed.RunAsync(parsed.GetValue(agents), parsed.GetValue(month), parsed.GetValue(store));
    return await EndAsync(parsed, "Statistics");
});

Option<string?> past = new("--data") { Description = "an existing data directory, instead of eight hours made up" };
Command timeTravel = new("time-travel", "a jump to any second of the past, and playing on from there") { agents, past };
timeTravel.SetAction(async (parsed, _) =>
{
    await TimeTravel.RunAsync(parsed.GetValue(agents), parsed.GetValue(past));
    return await EndAsync(parsed, "Time travel");
});

Option<int> floorAgents = new("--agents") { DefaultValueFactory = _ => 2000 };
Option<double> floorSpeed = new("--speed") { Description = "3 gives about 200 events/s with 2000 agents", DefaultValueFactory = _ => 3 };
Option<int> circuitCount = new("--circuits") { DefaultValueFactory = _ => 50 };
Option<int> rounds = new("--rounds") { Description = "how often all of them are opened and closed again", DefaultValueFactory = _ => 3 };
Command circuits = new("circuits", "what the open pages of many people cost the server, without their browsers") { floorAgents, floorSpeed, circuitCount, minutes, rounds };
circuits.SetAction(async (parsed, _) =>
{
    var held = await CircuitLoad.RunAsync(parsed.GetValue(floorAgents), parsed.GetValue(floorSpeed), parsed.GetValue(circuitCount), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(rounds));
    return await EndAsync(parsed, "Many circuits") + (held ? 0 : 1);
});

Command floorPage = new("floor-page", "one page of the floor in Chromium: scrolling, bytes, clocks, and from the gateway's answer to the paint") { floorAgents, floorSpeed, minutes };
floorPage.SetAction(async (parsed, _) =>
{
    var held = await FloorPage.RunAsync(parsed.GetValue(floorAgents), parsed.GetValue(floorSpeed), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    return await EndAsync(parsed, "The page of the floor") + (held ? 0 : 1);
});

Command interference = new("interference", "the floor while a manager exports") { floorAgents, floorSpeed, rows, minutes };
interference.SetAction(async (parsed, _) =>
{
    var reached = await Interference.RunAsync(parsed.GetValue(floorAgents), parsed.GetValue(floorSpeed), parsed.GetValue(rows), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    return await EndAsync(parsed, "The floor beside an export") + (reached ? 0 : 1);
});

Option<int> fewAgents = new("--agents") { DefaultValueFactory = _ => 200 };
Option<int[]> cuts = new("--cuts") { Description = "seconds for which the cable is pulled", DefaultValueFactory = _ => [5, 40], AllowMultipleArgumentsPerToken = true };
Option<double> lid = new("--lid") { Description = "minutes for which the laptop is closed; 0 leaves that out", DefaultValueFactory = _ => 10 };
Command link = new("link", "what the page does when its link breaks: cable, server, lid of the laptop") { fewAgents, speed, cuts, lid };
link.SetAction(async (parsed, _) =>
{
    var held = await LinkBreaks.RunAsync(parsed.GetValue(fewAgents), parsed.GetValue(speed), parsed.GetValue(cuts)!, parsed.GetValue(lid));
    return await EndAsync(parsed, "Broken links") + (held ? 0 : 1);
});

Option<int> soakAgents = new("--agents") { DefaultValueFactory = _ => 60 };
Option<double> soakSpeed = new("--speed") { DefaultValueFactory = _ => 60 };
Option<double> soakDays = new("--days") { Description = "of the agents' life", DefaultValueFactory = _ => 8 };
Option<double> soakMinutes = new("--minutes") { Description = "of the clock, instead of days" };
Option<string?> samples = new("--samples") { Description = "file that takes each sample as it is taken; without it one in the temp folder" };
Command soak = new("soak", "days of life at speed, with faults and visitors: memory, handles, history") { soakAgents, soakSpeed, soakDays, soakMinutes, seed, samples };
soak.SetAction(async (parsed, _) =>
{
    var held = await Soak.RunAsync(parsed.GetValue(soakAgents), parsed.GetValue(soakSpeed), parsed.GetValue(soakDays), parsed.GetValue(soakMinutes), parsed.GetValue(seed), parsed.GetValue(samples));
    return await EndAsync(parsed, "Soak") + (held ? 0 : 1);
});

Argument<string[]> drills = new("name") { Arity = ArgumentArity.ZeroOrMore, Description = string.Join(", ", FaultDrill.All.Select(drill => drill.Name)) + "; all without one" };
Command faults = new("faults", "faults that need limits of the operating system: what is promised, what was seen") { drills, fewAgents };
faults.SetAction(async (parsed, _) =>
{
    var held = await FaultDrill.RunAsync(parsed.GetValue(drills) ?? [], parsed.GetValue(fewAgents));
    return await EndAsync(parsed, "Faults") + (held ? 0 : 1);
});

Option<int> many = new("--agents") { DefaultValueFactory = _ => 10_000 };
Option<bool> https = new("--https");
Option<bool> http2 = new("--http2") { Description = "over HTTPS, HTTP/2 where the client wants it" };
Command sessions = new("sessions", "thousands of polling sessions, against the naive loop") { many, minutes, https, http2 };
sessions.SetAction(async (parsed, _) =>
{
    var held = await SessionLoad.RunAsync(parsed.GetValue(many), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(https) || parsed.GetValue(http2), parsed.GetValue(http2));
    return await EndAsync(parsed, "Thousands of polling sessions") + (held ? 0 : 1);
});

Command recovery = new("recovery", "thousands of sessions sign in, and come back after an outage") { many, https, http2 };
recovery.SetAction(async (parsed, _) =>
{
    var held = await Recovery.RunAsync(parsed.GetValue(many), parsed.GetValue(http2) ? ["--http2"] : parsed.GetValue(https) ? ["--https"] : []);
    return await EndAsync(parsed, "Mass sign-in and recovery") + (held ? 0 : 1);
});

Option<int> room = new("--agents") { Description = "as many as there is room for; 30 % more are wanted", DefaultValueFactory = _ => 3000 };
Command limits = new("limits", "more sessions wanted than the process may hold") { room, minutes };
limits.SetAction(async (parsed, _) =>
{
    var held = await Overbooking.RunAsync(parsed.GetValue(room), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    return await EndAsync(parsed, "More sessions than there is room for") + (held ? 0 : 1);
});

Command pushed = new("push", "thousands of agents whose events are pushed, against polls") { many, minutes };
pushed.SetAction(async (parsed, _) =>
{
    var held = await PushLoad.RunAsync(parsed.GetValue(many), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
    return await EndAsync(parsed, "Pushed, not polled") + (held ? 0 : 1);
});

Option<string> naiveGateway = new("--gateway") { Required = true };
Option<string> naiveAgents = new("--csv") { Required = true };
Command naive = new("naive", "the naive loop, until it is stopped") { naiveGateway, naiveAgents };
naive.Hidden = true;
naive.SetAction((parsed, _) => NaiveLoop.RunAsync(new Uri(parsed.GetValue(naiveGateway)!), parsed.GetValue(naiveAgents)!));

Command client = new("client", "our sessions without the app, until they are stopped") { naiveGateway, naiveAgents };
client.Hidden = true;
client.SetAction((parsed, _) => LeanClient.RunAsync(new Uri(parsed.GetValue(naiveGateway)!), parsed.GetValue(naiveAgents)!));

return await new RootCommand("Load drivers: Supervisor and the simulator in processes of their own") { footprint, latency, agreement, day, wrongTokens, crash, historyGenerate, historyReads, historyExport, append, reads, micro, prune, statistics, timeTravel, circuits, floorPage, link, soak, faults, sessions, recovery, limits, pushed, naive, client, interference, record }.Parse(args).InvokeAsync();

async Task<int> EndAsync(ParseResult parsed, string title)
{
    if (parsed.GetValue(record)) await Report.RecordAsync(title, $"dotnet run -c Release --project Supervisor.Benchmarks -- {string.Join(' ', args.Where(arg => arg != "--record"))}");
    return 0;
}
