namespace Supervisor.Web.Components.Layout;

/// <summary>Light, dark, or what the system prefers; remembered in a cookie so that the first paint is right.</summary>
internal sealed class ThemeChoice
{
    public const string Cookie = "theme";

    public const string Light = "light";

    public const string Dark = "dark";

    public static readonly ThemeChoice System = new("system");

    /// <summary>Radzen's sheets, the WCAG sheet after its base, with the scheme each belongs to.</summary>
    public static readonly IReadOnlyList<(string Sheet, string Scheme)> Sheets =
    [
        ("_content/Radzen.Blazor/css/material-base.css?v=11.5.0", Light),
        ("_content/Radzen.Blazor/css/material-wcag.css?v=11.5.0", Light),
        ("_content/Radzen.Blazor/css/material-dark-base.css?v=11.5.0", Dark),
        ("_content/Radzen.Blazor/css/material-dark-wcag.css?v=11.5.0", Dark),
    ];

    private ThemeChoice(string name) => Name = name;

    public string Name { get; }

    public static ThemeChoice From(string? cookie) => cookie is Light or Dark ? new ThemeChoice(cookie) : System;

    /// <summary>The media query under which the sheets of <paramref name="scheme"/> count.</summary>
    public string MediaFor(string scheme) => this == System ? $"(prefers-color-scheme: {scheme})" : Name == scheme ? "all" : "not all";
}
