using System.Globalization;
using System.IO.Enumeration;

namespace Supervisor.Web.Sessions;

/// <summary>What the operating system lets this process have; null where it does not say.</summary>
internal static class ProcessLimits
{
    private const string Limits = "/proc/self/limits";
    private const string Descriptors = "/proc/self/fd";
    private const string PortRange = "/proc/sys/net/ipv4/ip_local_port_range";

    /// <summary>Open file descriptors at this moment. Ten thousand are counted with each scrape: none is given a name for it.</summary>
    public static int? OpenFiles() => Read(() => (int?)new FileSystemEnumerable<byte>(Descriptors, (ref FileSystemEntry _) => 0, new EnumerationOptions { AttributesToSkip = 0 }).Count());

    /// <summary>Most of them: the soft limit, which is what counts. The runtime has raised it to the hard one before we look.</summary>
    public static int? MostFiles() => Read(() => MostFilesOf(File.ReadLines(Limits)));

    /// <summary>Local ports for connections to one address of a gateway, from one address of ours.</summary>
    public static int? Ports() => Read(() => PortsOf(File.ReadLines(PortRange)));

    /// <summary>The soft limit in the text of <c>/proc/self/limits</c>; null where it has none.</summary>
    public static int? MostFilesOf(IEnumerable<string> limits) =>
        limits.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
        && int.TryParse(line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;

    /// <summary>How many ports a range has, as <c>ip_local_port_range</c> tells it; null where it tells none.</summary>
    public static int? PortsOf(IEnumerable<string> range) =>
        range.FirstOrDefault()?.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var low, var high]
        && int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last - first + 1 : null;

    private static int? Read(Func<int?> read)
    {
        try
        {
            return OperatingSystem.IsLinux() ? read() : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
