using System.Text.RegularExpressions;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>What a wallboard must be.</summary>
internal static partial class WallRules
{
    /// <summary>Everything that is wrong with the form, the name being used or not aside.</summary>
    public static List<FieldError> Check(WallForm form)
    {
        var errors = new List<FieldError>();
        if (!Name().IsMatch(form.Name.Trim())) errors.Add(new("name", "A name has 1 to 60 characters, and begins with a letter or digit."));
        if (!WallPages.All.Any(form.Pages.Contains)) errors.Add(new("pages", "Choose at least one page."));
        if (form.RotateSeconds is < 5 or > 600) errors.Add(new("rotateSeconds", "Expected 5 to 600 seconds."));
        if (!Enum.IsDefined(form.Names)) errors.Add(new("names", "Choose how agents are called."));
        if (!WallPages.Themes.Contains(form.Theme)) errors.Add(new("theme", "There is no theme {0}.", form.Theme));
        if (!WallPages.Languages.Contains(form.Language)) errors.Add(new("language", "There is no language {0}.", form.Language));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(form.Zone.Trim(), out _)) errors.Add(new("zone", "There is no time zone {0}; expected one such as Europe/Berlin.", form.Zone));
        return errors;
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][^\p{C}]{0,59}\z")]
    private static partial Regex Name();
}
