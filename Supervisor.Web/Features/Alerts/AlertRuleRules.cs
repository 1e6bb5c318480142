using System.Text.RegularExpressions;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Alerts;

namespace Supervisor.Web.Features.Alerts;

/// <summary>What an alert rule must be.</summary>
internal static partial class AlertRuleRules
{
    private const int LongestCoolDown = 7 * 24 * 3_600;
    private const int MostMails = 20;

    private static readonly char[] Separators = [',', ';', ' ', '\t', '\r', '\n'];

    public static string[] Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Everything that is wrong with the form, the name being used or not aside.</summary>
    public static List<FieldError> Check(AlertRuleForm form, bool mailGoesOut, IReadOnlyCollection<string> webhooks)
    {
        var errors = new List<FieldError>();
        if (!Name().IsMatch(form.Name.Trim())) errors.Add(new("name", "A name has 1 to 60 characters, and begins with a letter or digit."));
        if (form.States.Count == 0) errors.Add(new("states", "Choose at least one state."));
        foreach (var reason in Split(form.Reasons).Where(reason => reason.Length > 40)) errors.Add(new("reasons", "{0} is no reason: expected numbers such as 1 or 203.", reason[..40]));
        if (AlertTimes.Read(form.After) is not { } after || after > AlertRule.Longest.TotalSeconds) errors.Add(new("after", "Expected a time of up to 24 hours, such as 45 (seconds), 15:00 or 1:30:00."));
        if (AlertTimes.Read(form.CoolDown) is not { } pause || pause > LongestCoolDown) errors.Add(new("coolDown", "Expected a time of up to 168 hours, such as 45 (seconds), 15:00 or 1:30:00."));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(form.Zone.Trim(), out _)) errors.Add(new("zone", "There is no time zone {0}; expected one such as Europe/Berlin.", form.Zone));
        if ((form.Weekdays & AlertHours.EveryDay) == 0) errors.Add(new("weekdays", "Choose at least one day."));
        if (!form.AllDay && form.From == form.To) errors.Add(new("to", "The hours end when they begin: choose another end, or the whole day."));
        foreach (var role in form.Roles.Where(role => !Security.Roles.All.Contains(role))) errors.Add(new("roles", "There is no role {0}.", role));
        var mails = Split(form.Mails);
        foreach (var mail in mails.Where(mail => !MailOptions.IsAddress(mail))) errors.Add(new("mails", "{0} is not a mail address.", mail));
        if (mails.Length > MostMails) errors.Add(new("mails", "At most {0} addresses: use a mailing list.", MostMails));
        if (mails.Length > 0 && !mailGoesOut) errors.Add(new("mails", "No mail server is configured: an administrator sets Alerts:Mail."));
        foreach (var hook in form.Webhooks.Where(hook => !webhooks.Contains(hook, StringComparer.OrdinalIgnoreCase))) errors.Add(new("webhooks", "There is no webhook {0} (any more).", hook));
        return errors;
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][^\p{C}]{0,59}\z")]
    private static partial Regex Name();
}
