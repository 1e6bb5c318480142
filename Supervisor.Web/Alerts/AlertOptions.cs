namespace Supervisor.Web.Alerts;

/// <summary>Configuration section <c>Alerts</c>.</summary>
public sealed class AlertOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Alerts";

    /// <summary>Days for which alerts are kept after they were raised, 1 to 36,500. Default 400.</summary>
    public int RetentionDays { get; set; } = 400;

    /// <summary>How mail goes out.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>Every value that cannot be worked with, with its configuration key; never a secret.</summary>
    internal IEnumerable<(string Key, string Error)> Errors()
    {
        if (RetentionDays is < 1 or > 36_500) yield return ($"{Section}:{nameof(RetentionDays)}", "must be 1 to 36500");
        foreach (var (key, error) in Mail.Errors()) yield return ($"{Section}:{nameof(Mail)}:{key}", error);
    }
}
