using Microsoft.Extensions.Localization;
using Supervisor.Web.Components;

namespace Supervisor.Web.Features.Floor;

/// <summary>Filters in words.</summary>
internal static class FilterWords
{
    /// <summary>What a chip says.</summary>
    public static string Chip(this IStringLocalizer<Words> words, FilterChip chip) => chip.Kind switch
    {
        FilterKind.State => words["State: {0}", words.Value(chip)],
        FilterKind.Team => chip.Value.Length == 0 ? words["No team"] : words["Team: {0}", chip.Value],
        FilterKind.Gateway => words["Gateway: {0}", chip.Value],
        FilterKind.Reason => words["Reason: {0}", words.Value(chip)],
        FilterKind.OverLimit => words["Over limit"],
        _ => words["Search: {0}", $"\u201c{chip.Value}\u201d"],
    };

    /// <summary>What is asked for, without saying of which kind it is.</summary>
    public static string Value(this IStringLocalizer<Words> words, FilterChip chip) => chip.Kind switch
    {
        FilterKind.State => StateLook.Find(chip.Value) is { } look ? words[look.Word] : chip.Value,
        FilterKind.Team => chip.Value.Length == 0 ? words["No team"] : chip.Value,
        FilterKind.Reason => words.ReasonValue(chip.Value),
        FilterKind.OverLimit => words["Over limit"],
        _ => chip.Value,
    };

    private static string ReasonValue(this IStringLocalizer<Words> words, string value)
    {
        var parts = value.Split(':', 2);
        return parts.Length == 2 && StateLook.Find(parts[0]) is { } look ? $"{words[look.Word]}, {words.Reason(look.State, parts[1])}" : value;
    }
}
