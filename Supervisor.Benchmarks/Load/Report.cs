namespace Supervisor.Benchmarks.Load;

/// <summary>Prints, and with <c>--record</c> appends to docs/measurements.md.</summary>
internal static class Report
{
    private static readonly List<string> Lines = [];

    public static void Line(string line)
    {
        Console.WriteLine(line);
        Lines.Add(line);
    }

    /// <summary>Appends what was printed under a heading with date, machine and command.</summary>
    public static async Task RecordAsync(string title, string command)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024 / 1024;
        string[] section =
        [
            "",
            $"## {title}",
            "",
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {memory} GiB, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}",
            "",
            $"    {command}",
            "",
            .. Lines,
        ];
        await File.AppendAllLinesAsync(Path.Combine(Child.Repository(), "docs", "measurements.md"), section);
    }
}
