using System.Globalization;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>The filter as a person types it: agents in one box, times in the zone of the browser.</summary>
internal sealed class HistoryForm
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\n'];
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    public string Agents { get; set; } = "";

    public string Gateway { get; set; } = "";

    public string Origin { get; set; } = "";

    public string Text { get; set; } = "";

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

    public static HistoryForm Of(EventFilter filter, TimeZoneInfo zone)
    {
        var form = new HistoryForm
        {
            Agents = string.Join(", ", filter.Agents),
            Gateway = filter.Gateway ?? "",
            Origin = filter.Origin is { } origin ? FilterAddress.WordFor(origin) : "",
            Text = filter.Text ?? "",
            From = Local(filter.From, zone),
            To = Local(filter.To, zone),
        };
        form.Types.UnionWith(filter.Types);
        return form;
    }

    /// <summary>What the form asks for. A time that cannot be read is no restriction: the browser's own box lets none through.</summary>
    public EventFilter ToFilter(TimeZoneInfo zone) => new()
    {
        Agents = [.. Agents.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)],
        Gateway = Gateway.Length == 0 ? null : Gateway,
        Types = [.. Types],
        From = Instant(From, zone),
        To = Instant(To, zone),
        Origin = Origin switch { "gateway" => EventOrigin.Gateway, "supervisor" => EventOrigin.Supervisor, "recognition" => EventOrigin.Recognition, "stray" => EventOrigin.Stray, _ => null },
        Text = Text.Trim() is { Length: > 0 } text ? text : null,
    };

    /// <summary>A time as the browser's box for it holds it; empty for none.</summary>
    private static string Local(DateTimeOffset? time, TimeZoneInfo zone) =>
        time is { } known ? TimeZoneInfo.ConvertTime(known, zone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) : "";

    /// <summary>The time in such a box; null where there is none that can be read.</summary>
    public static DateTimeOffset? Instant(string text, TimeZoneInfo zone) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : null;
}
