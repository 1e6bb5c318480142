namespace Supervisor.Web.Security;

/// <summary>How often people are checked again (<c>Security</c>).</summary>
public sealed class SecurityOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Security";

    /// <summary>Seconds until an open page or a cookie notices that its user was disabled or changed; 1 to 3600, default 60.</summary>
    public int RevalidateSeconds { get; set; } = 60;

    /// <summary>Every error of these values, with its key.</summary>
    public IEnumerable<(string Key, string Error)> Errors()
    {
        if (RevalidateSeconds is < 1 or > 3600) yield return ($"{Section}:{nameof(RevalidateSeconds)}", "must be 1 to 3600");
    }
}
