using System.Runtime.Versioning;

namespace Supervisor.Web.Persistence;

/// <summary>Where the store, the keys and the exports lie (<c>Data:Directory</c>).</summary>
public sealed class DataDirectory
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Data:Directory";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // made by the file system itself in the root of a volume
    private const string LostAndFound = "lost+found";

    private readonly string _root;

    private DataDirectory(string root) => _root = root;

    /// <summary>The directory itself.</summary>
    public string Root => _root;

    /// <summary>The SQLite file.</summary>
    public string Database => Path.Combine(_root, "supervisor.db");

    /// <summary>Keys of Data Protection: without them no stored password can be read.</summary>
    public string Keys => Path.Combine(_root, "keys");

    /// <summary>Whether other accounts of the machine may enter after <see cref="Create"/>: the place is somebody else's, shared as <c>/tmp</c> is, or on a volume without rights.</summary>
    public bool IsOpenToOthers => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(_root) & Others) != 0;

    /// <summary>Relative paths count from the solution when run from source, and from the binary when published.</summary>
    public static DataDirectory From(IConfiguration configuration) =>
        new(Path.GetFullPath(configuration[Key] is { Length: > 0 } configured ? configured : "data", SolutionOr(AppContext.BaseDirectory)));

    /// <summary>
    /// Makes the directories with owner-only rights. One that is there loses the rights of others where that can be done, unless things of somebody else lie in it: <c>/srv</c>, named by mistake, would be closed to every other
    /// service of the machine.
    /// </summary>
    /// <exception cref="IOException">The place cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The place cannot be written.</exception>
    public void Create()
    {
        foreach (var directory in (string[])[_root, Keys])
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
            else Directory.CreateDirectory(directory, Owner);
        }

        if (OperatingSystem.IsWindows()) return;
        CloseToOthers(Keys);
        if (Directory.EnumerateFileSystemEntries(_root).All(IsOurs)) CloseToOthers(_root);
    }

    // the store with its log and locks, what is kept for the next start, exports and their drafts
    private static bool IsOurs(string entry)
    {
        var name = Path.GetFileName(entry);
        return name is "keys" or "sign-ins" or "sign-ins.new" or "subscriptions" or "subscriptions.new" or "exports" or LostAndFound || name.StartsWith("supervisor.db", StringComparison.Ordinal)
            || (name.StartsWith("export-", StringComparison.Ordinal) && name.EndsWith(".part", StringComparison.Ordinal));
    }

    /// <summary>A volume or an installer has made it, mostly for everybody to enter: whoever enters can lock a file of ours, and the app does not start.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void CloseToOthers(string directory)
    {
        var mode = File.GetUnixFileMode(directory);
        if ((mode & Others) == 0 || mode.HasFlag(UnixFileMode.StickyBit)) return;
        try
        {
            File.SetUnixFileMode(directory, mode & ~Others);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // not ours: no reason not to start, StoreHold warns
        }
    }

    private static string SolutionOr(string binary)
    {
        for (var directory = new DirectoryInfo(binary); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Supervisor.sln"))) return directory.FullName;
        return binary;
    }
}
