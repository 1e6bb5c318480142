namespace Supervisor.Tests.Support;

/// <summary>Where the sources lie, found upwards from the running tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Supervisor.sln"))) directory = directory.Parent;
        return directory.FullName;
    }
}
