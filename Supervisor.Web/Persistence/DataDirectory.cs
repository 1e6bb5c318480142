namespace Supervisor.Web.Persistence;

/// <summary>Where the store, the keys and the exports lie (<c>Data:Directory</c>).</summary>
public sealed class DataDirectory
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Data:Directory";

    private readonly string _root;

    private DataDirectory(string root) => _root = root;

    /// <summary>The directory itself.</summary>
    public string Root => _root;

    /// <summary>The SQLite file.</summary>
    public string Database => Path.Combine(_root, "supervisor.db");

    /// <summary>Keys of Data Protection: without them no stored password can be read.</summary>
    public string Keys => Path.Combine(_root, "keys");

    /// <summary>Relative paths count from the solution when run from source, and from the binary when published.</summary>
    public static DataDirectory From(IConfiguration configuration) =>
        new(Path.GetFullPath(configuration[Key] is { Length: > 0 } configured ? configured : "data", SolutionOr(AppContext.BaseDirectory)));

    /// <summary>Makes the directories with owner-only rights.</summary>
    /// <exception cref="IOException">The place cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The place cannot be written.</exception>
    public void Create()
    {
        foreach (var directory in (string[])[_root, Keys])
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
            else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string SolutionOr(string binary)
    {
        for (var directory = new DirectoryInfo(binary); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Supervisor.sln"))) return directory.FullName;
        return binary;
    }
}
