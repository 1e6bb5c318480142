namespace Supervisor.Web.Security;

/// <summary>How often people are checked again (<c>Security</c>).</summary>
public sealed class SecurityOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Security";

    /// <summary>Within two minutes a role that was taken away has to be gone everywhere.</summary>
    public const int MostSeconds = 120;

    /// <summary>Seconds until an open page, a cookie or a connection of the hub notices that its user was disabled or changed; 1 to 120, default 60.</summary>
    public int RevalidateSeconds { get; set; } = 60;

    /// <summary>Every error of these values, with its key.</summary>
    public IEnumerable<(string Key, string Error)> Errors()
    {
        if (RevalidateSeconds is < 1 or > MostSeconds) yield return ($"{Section}:{nameof(RevalidateSeconds)}", $"must be 1 to {MostSeconds}");
    }
}
