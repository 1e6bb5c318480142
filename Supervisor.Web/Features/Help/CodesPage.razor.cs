using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Codes;

namespace Supervisor.Web.Features.Help;

/// <summary>The error catalogue for people; <c>?code=</c> shows one code.</summary>
public sealed partial class CodesPage
{
    private string _search = "";

    /// <summary>The code that a link led here for.</summary>
    [SupplyParameterFromQuery] public string? Code { get; set; }

    private IReadOnlyList<CodeEntry> Found { get; set; } = ErrorCatalogue.All;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (Code is { Length: > 0 }) Show(Code);
    }

    private void Search(ChangeEventArgs change) => Show((string?)change.Value ?? "");

    private void Show(string search)
    {
        _search = search.Trim();
        Found = _search.Length == 0 ? ErrorCatalogue.All : Matches(_search);
    }

    // a code that stands within a range, or is no code at all, is found too
    private static List<CodeEntry> Matches(string search)
    {
        var found = ErrorCatalogue.All.Where(entry => Mentions(entry, search)).ToList();
        if (ErrorCatalogue.Find(search) is { IsKnown: true } exact && found.TrueForAll(entry => entry.Shown != exact.Shown)) found.Insert(0, exact);
        return found;
    }

    private static bool Mentions(CodeEntry entry, string search) =>
        entry.Code.StartsWith(search, StringComparison.OrdinalIgnoreCase)
        || entry.Meaning.English.Contains(search, StringComparison.OrdinalIgnoreCase)
        || entry.Meaning.Chinese.Contains(search, StringComparison.Ordinal);

    private string Class(CodeAction action) => L[action switch
    {
        CodeAction.Ok => "Good",
        CodeAction.Fix => "Correct the input",
        CodeAction.Login => "Sign in again",
        CodeAction.Force => "Take over",
        CodeAction.Retry => "Passes by itself",
        CodeAction.State => "Wrong state",
        CodeAction.Perm => "Right missing",
        CodeAction.Ops => "Administrator of the gateway",
        _ => "Given up",
    }];
}
