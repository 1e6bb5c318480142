namespace Supervisor.Benchmarks.Load;

/// <summary>What the system keeps for a process, of /proc.</summary>
internal readonly record struct ProcessFigures(double Megabytes, int Descriptors, int Sockets, int Threads)
{
    public static ProcessFigures Of(Child child)
    {
        var (descriptors, sockets) = (0, 0);
        foreach (var descriptor in Directory.EnumerateFiles($"/proc/{child.Id}/fd"))
        {
            descriptors++;
            // one that was closed meanwhile has no target any more
            if (File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true) sockets++;
        }

        return new(child.Megabytes, descriptors, sockets, Directory.EnumerateDirectories($"/proc/{child.Id}/task").Count());
    }
}
