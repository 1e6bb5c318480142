using System.Globalization;

namespace Supervisor.Web.Sessions;

/// <summary>
/// How many polling sessions this process can hold. Each keeps one connection open, so it takes a file descriptor, and a local port towards its gateway. Beyond either, the sessions that stand lose most of
/// their polls too: the rest has to wait outside. A gateway that speaks HTTP/2 needs far fewer connections, which nobody knows before.
/// </summary>
/// <param name="OpenFiles">Files and sockets that the process may have open.</param>
/// <param name="PortsPerGateway">Local ports towards one gateway, of all source addresses together.</param>
/// <param name="Limit">What the operator allows (<c>Sessions:Limit</c>); null for no limit.</param>
internal sealed record SessionBudget(int OpenFiles, int PortsPerGateway, int? Limit = null)
{
    /// <summary>Left for browsers, commands, files and the store, and for ports that are still closing.</summary>
    public const int Spare = 1000;

    /// <summary>Where nothing limits us.</summary>
    public static SessionBudget Unlimited { get; } = new(int.MaxValue, int.MaxValue);

    /// <summary>All gateways together.</summary>
    public int Sessions => Math.Min(Limit ?? int.MaxValue, Less(OpenFiles));

    /// <summary>At one gateway.</summary>
    public int SessionsPerGateway => Less(PortsPerGateway);

    /// <summary>As this machine is set up; what it does not tell does not limit.</summary>
    public static SessionBudget Read(SessionOptions options) => new(
        ProcessLimits.MostFiles() ?? int.MaxValue,
        (int)Math.Min(int.MaxValue, (long)(ProcessLimits.Ports() ?? int.MaxValue) * Math.Max(1, options.SourceAddresses.Count)),
        options.Limit);

    /// <summary>What there is, in words.</summary>
    public string Words() => string.Create(CultureInfo.InvariantCulture,
        $"open files: {(OpenFiles == int.MaxValue ? "no limit" : OpenFiles)}; ports for each gateway: {(PortsPerGateway == int.MaxValue ? "no limit" : PortsPerGateway)}{(Limit is { } limit ? $"; Sessions:Limit: {limit}" : "")}");

    /// <summary>What is wrong with so many polling sessions, in words; null where there is room.</summary>
    /// <param name="wanted">Polling sessions of each gateway.</param>
    /// <param name="namesGateway">False for whoever is not to read its name.</param>
    public string? Shortage(IReadOnlyCollection<(string Gateway, int Sessions)> wanted, bool namesGateway = true)
    {
        var all = wanted.Sum(one => one.Sessions);
        if (all > Sessions)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{all - Sessions} of {all} polling sessions wait: {(Sessions == Limit
                ? $"Sessions:Limit allows {Limit}"
                : $"the process may have {OpenFiles} files and sockets open, which is enough for {Sessions} sessions; raise the limit of open files (LimitNOFILE of the service, ulimit -n)")}.");
        }

        return wanted.FirstOrDefault(one => one.Sessions > SessionsPerGateway) is { Gateway: not null } crowded
            ? string.Create(CultureInfo.InvariantCulture, $"{crowded.Sessions - SessionsPerGateway} of {crowded.Sessions} polling sessions of {(namesGateway ? $"gateway {crowded.Gateway}" : "one gateway")} wait: this machine has {PortsPerGateway} ports towards a gateway, which is enough for {SessionsPerGateway} sessions; add local addresses (Sessions:SourceAddresses), or widen net.ipv4.ip_local_port_range.")
            : null;
    }

    // of a small limit less is kept back, or nothing would be left
    private static int Less(int whole) => whole == int.MaxValue ? whole : Math.Max(1, whole - Math.Min(Spare, whole / 2));
}
