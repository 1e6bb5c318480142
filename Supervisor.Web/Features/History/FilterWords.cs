using Microsoft.Extensions.Localization;
using Supervisor.Web.Components;

namespace Supervisor.Web.Features.History;

/// <summary>The filters of an address in words.</summary>
internal static class FilterWords
{
    /// <summary>The parameter as the field is called into which a person types it; others as they stand in the address.</summary>
    public static string Filter(this IStringLocalizer<Words> words, string parameter) => parameter switch
    {
        "gateway" => words["Gateway"],
        "agent" => words["Agents"],
        "team" => words["Team"],
        "type" => words["Type"],
        "from" => words["From"],
        "to" => words["To (not included)"],
        "origin" => words["Told by"],
        "text" => words["Said"],
        _ => parameter,
    };
}
