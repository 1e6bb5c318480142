namespace Supervisor.Benchmarks.Faults;

/// <summary>One fault that needs limits of the operating system or a process of its own, what the product promises, and how to see whether it holds.</summary>
/// <param name="Name">As on the command line and in docs/faults.md.</param>
/// <param name="Promise">What has to hold.</param>
/// <param name="InjectAsync">Injects it with so many agents; says what was seen, and whether the promise held.</param>
internal sealed record FaultDrill(string Name, string Promise, Func<int, Task<(bool Held, string Seen)>> InjectAsync)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaultDrill> All { get; } =
    [
        new("files", "too few file descriptors: /readyz says so, the app answers, sessions that stand go on", LimitDrills.FilesAsync),
        new("ports", "more agents than local ports, then none left at all: the rest waits, sessions that stand lose under 10 % of their polls, /readyz and doctor say why, no storm, all come back", PortDrills.PortsAsync),
        new("memory", "a heap limit that is too small for the load ends the process at worst; the next start goes on and nothing acknowledged is lost", LimitDrills.MemoryAsync),
        new("disk-full", "a full disk: the floor stays live, /readyz says why, writing goes on by itself when there is room", DiskDrills.FullAsync),
        new("sigterm", "SIGTERM under load: everybody is signed out and every event is on the disk within 10 s", StopDrills.SigtermAsync),
        new("handshakes", "10,000 browsers that connect at once: all are answered, the floor is at most a second late meanwhile", FloodDrills.HandshakesAsync),
        new("callbacks", "large callbacks without a right token, from 64 connections without end: refused, memory bounded, the floor goes on, the right ones are all kept", FloodDrills.CallbacksAsync),
        new("gateway-restart", "a gateway that forgets everybody: all live again by themselves, nobody is forced", StopDrills.GatewayRestartAsync),
    ];

    /// <summary>Runs the named ones, or all, and prints the table. True when every promise held.</summary>
    public static async Task<bool> RunAsync(string[] names, int agents)
    {
        var held = true;
        Load.Report.Line($"{agents} agents");
        Load.Report.Line("");
        Load.Report.Line("| fault | promise | seen | held |");
        Load.Report.Line("|---|---|---|---|");
        foreach (var drill in All.Where(drill => names.Length == 0 || names.Contains(drill.Name)))
        {
            var (good, seen) = await drill.InjectAsync(agents);
            held &= good;
            Load.Report.Line($"| {drill.Name} | {drill.Promise} | {seen} | {(good ? "yes" : "NO")} |");
        }

        return held;
    }
}
