using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Wallboard;

/// <summary>Walls in English words, the keys of their translations.</summary>
internal static class WallWords
{
    public static string Page(string page) => page switch
    {
        WallPages.States => "States with counts",
        WallPages.Urgent => "Who is over a limit",
        _ => "States by team",
    };

    public static string Names(WallNames names) => names switch
    {
        WallNames.Full => "Full name",
        WallNames.Initials => "Initials",
        WallNames.Number => "Number only",
        _ => "None",
    };

    public static string Theme(string theme) => theme switch
    {
        "dark" => "Dark",
        "light" => "Light",
        _ => "As the screen's system",
    };

    /// <summary>A language in itself: whoever looks for it reads it.</summary>
    public static string Language(string language) => language == "zh-Hans" ? "\u7b80\u4f53\u4e2d\u6587" : "English";
}
