namespace Supervisor.Web.Cli;

/// <summary>Tells the command from the configuration on one command line: <c>agents list --Data:Directory X</c>.</summary>
internal static class Arguments
{
    private static readonly string[] Help = ["-h", "-?", "--help", "--version"];

    /// <summary>Whatever stands before the command is configuration of the host; after it only options with a colon and <c>--urls</c> are.</summary>
    public static (IReadOnlyList<string> Command, string[] Settings) Split(string[] args)
    {
        var command = new List<string>();
        var settings = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var isSetting = args[i].StartsWith("--", StringComparison.Ordinal) && !Help.Contains(args[i]) && (command.Count == 0 || IsSetting(args[i]));
            (isSetting ? settings : command).Add(args[i]);
            if (isSetting && !args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length) settings.Add(args[++i]);
        }

        return (command, settings.ToArray());
    }

    private static bool IsSetting(string option)
    {
        var name = option.Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) || name.Equals("--urls", StringComparison.OrdinalIgnoreCase);
    }
}
