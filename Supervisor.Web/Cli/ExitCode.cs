namespace Supervisor.Web.Cli;

/// <summary>What the shell gets (sysexits.h where it has a number).</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Refused, or not found.</summary>
    public const int Refused = 1;

    public const int Usage = 64;

    public const int Bug = 70;

    public const int Configuration = 78;
}
