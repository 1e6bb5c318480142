using Supervisor.Web.Sessions;

namespace Supervisor.Web.Observability;

/// <summary>What the operating system lets this process have; null where it does not say.</summary>
internal static class ProcessLimits
{
    private const string Limits = "/proc/self/limits";
    private const string Descriptors = "/proc/self/fd";
    private const string PortRange = "/proc/sys/net/ipv4/ip_local_port_range";

    /// <summary>Open file descriptors at this moment.</summary>
    public static long? OpenFiles() => Read(() => (long?)Directory.EnumerateFileSystemEntries(Descriptors).Count());

    /// <summary>Most of them, the soft limit, which is what counts.</summary>
    public static long? MostFiles() => Read(() => SessionBudget.OpenFilesOf(File.ReadLines(Limits)));

    /// <summary>Local ports for connections to one address of a gateway, from one address of ours.</summary>
    public static long? Ports() => Read(() => SessionBudget.PortsOf(File.ReadLines(PortRange)));

    private static long? Read(Func<long?> read)
    {
        try
        {
            return OperatingSystem.IsLinux() ? read() : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
