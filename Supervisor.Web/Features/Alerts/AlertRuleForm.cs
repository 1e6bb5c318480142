using Supervisor.Domain.Agents;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Alerts;

/// <summary>An alert rule as a person fills it in.</summary>
public sealed class AlertRuleForm
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>In which states.</summary>
    public HashSet<AgentState> States { get; init; } = [];

    /// <summary>Reasons with commas or spaces between them; empty for all.</summary>
    public string Reasons { get; set; } = "";

    /// <summary>Teams; none for all.</summary>
    public HashSet<string> Teams { get; init; } = [];

    /// <summary>Gateways; none for all.</summary>
    public HashSet<string> Gateways { get; init; } = [];

    /// <summary>Minimum time in the state, like <c>15:00</c>.</summary>
    public string After { get; set; } = "15:00";

    /// <summary>Pause after an alert, likewise.</summary>
    public string CoolDown { get; set; } = "0:00";

    /// <summary>IANA name of the time zone of the hours.</summary>
    public string Zone { get; set; } = TimeZoneInfo.Utc.Id;

    /// <summary>Bit 0 is Sunday.</summary>
    public int Weekdays { get; set; } = AlertHours.EveryDay;

    /// <summary>The hours are the whole day.</summary>
    public bool AllDay { get; set; } = true;

    /// <summary>Beginning of the hours.</summary>
    public TimeOnly From { get; set; } = new(8, 0);

    /// <summary>Their end.</summary>
    public TimeOnly To { get; set; } = new(20, 0);

    /// <summary>How urgent.</summary>
    public AlertSeverity Severity { get; set; }

    /// <summary>Roles; none for everybody on the floor.</summary>
    public HashSet<string> Roles { get; init; } = [];

    /// <summary>Mail addresses with commas or line breaks between them.</summary>
    public string Mails { get; set; } = "";

    /// <summary>Names of webhooks.</summary>
    public HashSet<string> Webhooks { get; init; } = [];

    /// <summary>Raises alerts.</summary>
    public bool Enabled { get; set; } = true;

    internal static AlertRuleForm Of(AlertRuleEntry rule) => new()
    {
        Name = rule.Name,
        States = [.. Enum.GetValues<AgentState>().Where(state => AlertRules.Lines(rule.States).Contains(FloorView.Spelt(state)))],
        Reasons = string.Join(", ", AlertRules.Lines(rule.Reasons)),
        Teams = [.. AlertRules.Lines(rule.Teams)],
        Gateways = [.. AlertRules.Lines(rule.Gateways)],
        After = AlertTimes.Write(rule.AfterSeconds),
        CoolDown = AlertTimes.Write(rule.CoolDownSeconds),
        Zone = rule.Zone,
        Weekdays = rule.Weekdays,
        AllDay = rule.FromMinute == rule.ToMinute,
        From = TimeOnly.MinValue.AddMinutes(rule.FromMinute),
        To = TimeOnly.MinValue.AddMinutes(rule.ToMinute),
        Severity = rule.Severity,
        Roles = [.. AlertRules.Lines(rule.Roles)],
        Mails = string.Join(", ", AlertRules.Lines(rule.Mails)),
        Webhooks = [.. AlertRules.Lines(rule.Webhooks)],
        Enabled = rule.Enabled,
    };

    /// <summary>Of a form without errors.</summary>
    internal void CopyTo(AlertRuleEntry rule)
    {
        rule.Name = Name.Trim();
        rule.States = AlertRules.Text(States.Order().Select(FloorView.Spelt));
        rule.Reasons = AlertRules.Text(AlertRuleRules.Split(Reasons));
        rule.Teams = AlertRules.Text(Teams.Order(StringComparer.Ordinal));
        rule.Gateways = AlertRules.Text(Gateways.Order(StringComparer.Ordinal));
        rule.AfterSeconds = AlertTimes.Read(After) ?? 0;
        rule.CoolDownSeconds = AlertTimes.Read(CoolDown) ?? 0;
        rule.Zone = Zone.Trim();
        rule.Weekdays = Weekdays;
        (rule.FromMinute, rule.ToMinute) = AllDay ? (0, 0) : (MinuteOf(From), MinuteOf(To));
        rule.Severity = Severity;
        rule.Roles = AlertRules.Text(Roles.Order(StringComparer.Ordinal));
        rule.Mails = AlertRules.Text(AlertRuleRules.Split(Mails));
        rule.Webhooks = AlertRules.Text(Webhooks.Order(StringComparer.Ordinal));
        rule.Enabled = Enabled;
    }

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
