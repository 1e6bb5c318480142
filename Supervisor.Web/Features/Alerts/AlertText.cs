using Microsoft.Extensions.Localization;
using Supervisor.Domain.Alerts;
using Supervisor.Web.Alerts;
using Supervisor.Web.Components;
using Supervisor.Web.Features.Floor;

namespace Supervisor.Web.Features.Alerts;

/// <summary>Alerts in words, the same on every page.</summary>
internal static class AlertText
{
    /// <summary>How urgent.</summary>
    public static string Severity(this IStringLocalizer<Words> words, AlertSeverity severity) => severity == AlertSeverity.Alarm ? words["Alarm"] : words["Warning"];

    /// <summary>State and reason.</summary>
    public static string What(this IStringLocalizer<Words> words, AlertItem alert)
    {
        var (state, reason) = (words[StateLook.Of(alert.State).Word], words.Reason(alert.State, alert.Reason));
        return reason.Length == 0 ? state : words["{0}, {1}", state, reason];
    }

    /// <summary>Style suffix of how urgent it is.</summary>
    public static string Css(this AlertSeverity severity) => severity == AlertSeverity.Alarm ? "alarm" : "warn";

    /// <summary>Where the floor shows the agent.</summary>
    public static string FloorAddress(this AlertItem alert) => $"/floor?q={Uri.EscapeDataString(alert.Agent.WorkNo)}";
}
