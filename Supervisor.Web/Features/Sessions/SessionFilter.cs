using Microsoft.AspNetCore.WebUtilities;
using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Features.Sessions;

/// <summary>Which sessions are shown. It stands in the address.</summary>
/// <param name="Phase">Only in this phase; null for all.</param>
/// <param name="Gateway">Only of this gateway; empty for all.</param>
/// <param name="Text">Words that are looked for.</param>
public sealed record SessionFilter(SessionPhase? Phase, string Gateway, string Text)
{
    /// <summary>All of them.</summary>
    public static SessionFilter None { get; } = new(null, "", "");

    /// <summary>What an address asks for.</summary>
    public static SessionFilter FromQuery(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new(
            Enum.TryParse<SessionPhase>(Value("state"), ignoreCase: true, out var phase) && Enum.IsDefined(phase) ? phase : null,
            Value("gateway"), Value("q"));

        string Value(string name) => values.TryGetValue(name, out var value) ? value.ToString() : "";
    }

    /// <summary>The query, with the question mark; empty where everything is shown.</summary>
    public string ToQuery() => QueryHelpers.AddQueryString("", new[] { ("state", Phase is { } phase ? char.ToLowerInvariant(phase.ToString()[0]) + phase.ToString()[1..] : ""), ("gateway", Gateway), ("q", Text) }
        .Where(pair => pair.Item2.Length > 0).Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)));

    /// <summary>Whether <paramref name="row"/> is of the gateway and has the words, in whatever phase.</summary>
    public bool IsAbout(SessionRow row) => (Gateway.Length == 0 || row.Id.Gateway == Gateway) && row.Matches(Text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
