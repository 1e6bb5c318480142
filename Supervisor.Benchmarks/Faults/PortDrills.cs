using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Supervisor.Benchmarks.Load;
using Supervisor.Benchmarks.Sessions;

namespace Supervisor.Benchmarks.Faults;

/// <summary>
/// Local ports that run out, for real: the drill, the simulator and the app run in a network namespace of their own with a few hundred of them. More agents are wanted than there are ports; then another
/// process takes all that are left, and connections are cut. Needs root on Linux.
/// </summary>
internal static class PortDrills
{
    private const double LeastPolls = 0.9;

    // a few are quicker than the other process, and have their port back at once
    private const double LeastTold = 0.9;

    // of each session that waits, per second: the pause grows from 1.2 s to 15 s
    private const double MostTriesEach = 1 / 1.2;

    // of all together, per second, while nobody is cut
    private const double MostAttempts = 5;
    private static readonly (int, int) OutsideTheRange = (30_001, 30_002);
    private const string Held = "held: ";

    // twice the hold of a poll and its pause: each session ends two polls in it
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20.4);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    /// <summary>Runs <see cref="InsideAsync"/> in a namespace.</summary>
    public static async Task<(bool, string)> PortsAsync(int agents)
    {
        try
        {
            await Shell.RunAsync("unshare", "--net", "sh", "-c", "ip link set lo up && echo 40000 40199 > /proc/sys/net/ipv4/ip_local_port_range");
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return (false, $"NOT RUN: this machine allows no network namespace with ports of its own (root, unshare and ip are needed): {refused.Message.Trim()}");
        }

        var (exitCode, output) = await Child.InNamespaceAsync("Supervisor.Benchmarks", "faults-ports", "--agents", agents.ToString(CultureInfo.InvariantCulture));
        var said = output.Split('\n').LastOrDefault(line => line.StartsWith(Held, StringComparison.Ordinal));
        return said is null ? (false, $"ended with {exitCode}: {output.ReplaceLineEndings(" / ")}") : (exitCode == 0, said[Held.Length..]);
    }

    /// <summary>The drill itself. Prints what was seen.</summary>
    public static async Task<bool> InsideAsync(int agents)
    {
        await Shell.RunAsync("ip", "link", "set", "lo", "up");
        var ports = agents * 4 / 5;
        await PortHog.NarrowAsync(ports);
        var room = new Web.Sessions.SessionBudget(int.MaxValue, ports).SessionsPerGateway;
        double alone;
        await using (var quiet = await Site.StartAsync(room, speed: 1, scenario: false, plan: Plan(room)))
        {
            await Task.Delay(Settle, TimeProvider.System);
            alone = (await Window.MeasureAsync(quiet, Look)).PollsPerSecond;
        }

        await using var site = await Site.StartAsync(agents, speed: 1, scenario: false, plan: Plan(room));
        await Task.Delay(Settle, TimeProvider.System);
        var (opened, began) = (await OpenedAsync(), TimeProvider.System.GetTimestamp());
        var crowded = (await Window.MeasureAsync(site, Look)).PollsPerSecond;
        var attempts = (await OpenedAsync() - opened) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var (_, shortage) = await Probe.CheckAsync(site, "connections");
        var (_, doctor) = await site.CommandAsync("doctor");
        var waiting = await WithCodeAsync(site, "no-room");
        var isTold = shortage.Contains($"{ports} ports", StringComparison.Ordinal) && doctor.Contains($"{ports} ports", StringComparison.Ordinal);

        using var simulator = new HttpClient { BaseAddress = site.SimulatorAddress };
        await PollsAsync(simulator);
        double standing, left, tries;
        int cut, without;
        string says;
        await using (var hog = await PortHog.BeginAsync())
        {
            standing = await RateAsync(simulator);
            cut = await CutAsync(site, simulator);
            await Probe.UntilAsync(async () => await WithCodeAsync(site, "no-ports") >= LeastTold * cut, TimeSpan.FromSeconds(40));
            without = await WithCodeAsync(site, "no-ports");
            (_, says) = await Probe.CheckAsync(site, "connections");
            var (tried, from) = (Tries(site), TimeProvider.System.GetTimestamp());
            left = await RateAsync(simulator);
            tries = (Tries(site) - tried) / TimeProvider.System.GetElapsedTime(from).TotalSeconds;
        }

        began = TimeProvider.System.GetTimestamp();
        var back = await Probe.UntilAsync(async () => await Probe.SessionsAsync(site, "live") == room, TimeSpan.FromSeconds(60));
        var after = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var rest = (double)(room - cut) / room;
        var held = crowded >= LeastPolls * alone && standing >= LeastPolls * alone && left >= LeastPolls * alone * rest && waiting == agents - room && isTold && without >= LeastTold * cut && cut > 0 && back && attempts < MostAttempts
            && tries < cut * MostTriesEach && says.Contains("no local port", StringComparison.Ordinal);
        Console.WriteLine(Held + string.Create(CultureInfo.InvariantCulture,
            $"{ports} ports, {agents} agents: {room} live, {waiting} wait with no-room, polls {crowded / alone:0.00} of what {room} do alone, {attempts:0.0} connections begun per second; /readyz and doctor {(isTold ? "say" : "do NOT say")}: \"{shortage}\". All ports that were left taken by another process: polls {standing / alone:0.00}; {cut} connections cut: {without} sessions without a port, {tries:0.0} tries per second, polls of the others {left / alone / rest:0.00}; /readyz: \"{says}\"; given back: {(back ? string.Create(CultureInfo.InvariantCulture, $"all {room} live after {after:0.0} s") : "NOT all live after 60 s")}"));
        return held;
    }

    // few sign-ins at once: each keeps a connection for two minutes, and of so few ports hardly any are spare
    private static SitePlan Plan(int room) => new() { Live = room, Ports = OutsideTheRange, Supervisor = [.. SessionLoad.Fast, "--Sessions:MaxConcurrentSignIns", "8", "--Logging:LogLevel:Supervisor.Web.Sessions", "Debug"] };

    /// <summary>
    /// Resets the connection of every second session that polls, and the one after it: a poll that was cut is sent once more at once, and takes the port that has just become free before the other process can.
    /// </summary>
    /// <returns>How many sessions.</returns>
    private static async Task<int> CutAsync(Site site, HttpClient simulator)
    {
        var live = (await site.FloorAsync()).GetProperty("agents").EnumerateArray().Where(agent => agent.GetProperty("session").GetProperty("state").GetString() == "live").Select(agent => agent.GetProperty("agentId").GetString()!).ToList();
        var chosen = live.Where((_, i) => i % 2 == 0).ToList();
        foreach (var agent in chosen)
        {
            using var planned = await simulator.PostAsJsonAsync(new Uri("simulator/faults", UriKind.Relative), new { kind = "connectionReset", agent, operation = "poll", count = 2 });
            planned.EnsureSuccessStatusCode();
        }

        return chosen.Count;
    }

    private static async Task<int> WithCodeAsync(Site site, string code) =>
        (await site.FloorAsync()).GetProperty("agents").EnumerateArray().Count(agent => agent.GetProperty("session").GetProperty("lastCode").GetString() == code);

    // over a connection that stands: while the ports are taken there is no other
    private static async Task<double> RateAsync(HttpClient simulator)
    {
        var (before, began) = (await PollsAsync(simulator), TimeProvider.System.GetTimestamp());
        await Task.Delay(Look, TimeProvider.System);
        return (await PollsAsync(simulator) - before) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<long> PollsAsync(HttpClient simulator) =>
        (await simulator.GetFromJsonAsync<JsonElement>(new Uri("simulator/stats", UriKind.Relative))).GetProperty("polls").GetInt64();

    // one line of its log for each request that found no port
    private static int Tries(Site site) => site.Supervisor.Output.Split('\n').Count(line => line.Contains("answer not usable: this machine has no free port", StringComparison.Ordinal));

    /// <summary>Connections that anybody in this namespace has begun.</summary>
    private static async Task<long> OpenedAsync()
    {
        var tcp = (await File.ReadAllLinesAsync("/proc/net/snmp")).Where(line => line.StartsWith("Tcp:", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToList();
        return long.Parse(tcp[1][Array.IndexOf(tcp[0], "ActiveOpens")], CultureInfo.InvariantCulture);
    }
}
