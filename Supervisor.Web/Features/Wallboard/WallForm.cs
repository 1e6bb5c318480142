using Supervisor.Web.Alerts;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>A wallboard as a person fills it in.</summary>
public sealed class WallForm
{
    /// <summary>Its name, shown on the wall.</summary>
    public string Name { get; set; } = "";

    /// <summary>Teams; none for all.</summary>
    public HashSet<string> Teams { get; init; } = [];

    /// <summary>Gateways; none for all.</summary>
    public HashSet<string> Gateways { get; init; } = [];

    /// <summary>What is shown in turn.</summary>
    public HashSet<string> Pages { get; init; } = [.. WallPages.All];

    /// <summary>Seconds for which each stands.</summary>
    public int RotateSeconds { get; set; } = 15;

    /// <summary>How agents are called.</summary>
    public WallNames Names { get; set; } = WallNames.Initials;

    /// <summary><c>light</c>, <c>dark</c> or <c>system</c>.</summary>
    public string Theme { get; set; } = "dark";

    /// <summary>Name of the culture.</summary>
    public string Language { get; set; } = WallPages.Languages[0];

    /// <summary>IANA name of the time zone.</summary>
    public string Zone { get; set; } = TimeZoneInfo.Utc.Id;

    internal static WallForm Of(Persistence.Entities.Wallboard wall) => new()
    {
        Name = wall.Name,
        Teams = [.. AlertRules.Lines(wall.Teams)],
        Gateways = [.. AlertRules.Lines(wall.Gateways)],
        Pages = [.. AlertRules.Lines(wall.Pages)],
        RotateSeconds = wall.RotateSeconds,
        Names = wall.Names,
        Theme = wall.Theme,
        Language = wall.Language,
        Zone = wall.Zone,
    };

    /// <summary>Of a form without errors.</summary>
    internal void CopyTo(Persistence.Entities.Wallboard wall)
    {
        wall.Name = Name.Trim();
        wall.Teams = AlertRules.Text(Teams.Order(StringComparer.Ordinal));
        wall.Gateways = AlertRules.Text(Gateways.Order(StringComparer.Ordinal));
        wall.Pages = AlertRules.Text(WallPages.All.Where(Pages.Contains));
        wall.RotateSeconds = RotateSeconds;
        wall.Names = Names;
        wall.Theme = Theme;
        wall.Language = Language;
        wall.Zone = Zone.Trim();
    }
}
