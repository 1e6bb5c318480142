using System.CommandLine;
using Supervisor.Benchmarks.Load;

Option<bool> record = new("--record") { Description = "append the figures to docs/measurements.md", Recursive = true };
Option<int> agents = new("--agents") { DefaultValueFactory = _ => 500 };
Option<int[]> sizes = new("--sizes") { DefaultValueFactory = _ => [60, 1000, 5000], AllowMultipleArgumentsPerToken = true };
Option<double> speed = new("--speed") { DefaultValueFactory = _ => 5 };
Option<bool> push = new("--push") { Description = "the gateway calls back instead of being polled" };
Option<double> minutes = new("--minutes") { DefaultValueFactory = _ => 1 };

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

Command wrongTokens = new("wrong-tokens", "pushes of the gateway while somebody guesses tokens") { agents };
wrongTokens.SetAction(async (parsed, _) =>
{
    var held = await WrongTokens.RunAsync(parsed.GetValue(agents), events: 200);
    return await EndAsync(parsed, "Ten thousand wrong tokens") + (held ? 0 : 1);
});

Option<string?> data = new("--data") { Description = "an existing data directory, instead of eight hours made up" };
Command timeTravel = new("time-travel", "a jump to any second of the past, and playing on from there") { agents, data };
timeTravel.SetAction(async (parsed, _) =>
{
    await TimeTravel.RunAsync(parsed.GetValue(agents), parsed.GetValue(data));
    return await EndAsync(parsed, "Time travel");
});

return await new RootCommand("Load drivers: Supervisor and the simulator in processes of their own") { footprint, latency, agreement, wrongTokens, timeTravel, record }.Parse(args).InvokeAsync();

async Task<int> EndAsync(ParseResult parsed, string title)
{
    if (parsed.GetValue(record)) await Report.RecordAsync(title, $"dotnet run -c Release --project Supervisor.Benchmarks -- {string.Join(' ', args.Where(arg => arg != "--record"))}");
    return 0;
}
