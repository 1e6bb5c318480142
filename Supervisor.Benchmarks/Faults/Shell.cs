using System.Diagnostics;

namespace Supervisor.Benchmarks.Faults;

/// <summary>Tools of the operating system.</summary>
internal static class Shell
{
    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or refuses; most drills need root on Linux.</exception>
    public static async Task RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true }) ?? throw new InvalidOperationException($"{tool} does not start");
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)}: {said}");
    }
}
