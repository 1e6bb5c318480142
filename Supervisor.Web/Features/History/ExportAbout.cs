using System.Globalization;
using System.Reflection;
using System.Text;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>What is in an export, in words: the first sheet of a workbook, or the text beside a file.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="CreatedAt">When the export began.</param>
/// <param name="Rows">Events in it.</param>
/// <param name="First">Receipt of the first of them, null where there is none.</param>
/// <param name="Last">Receipt of the last of them.</param>
/// <param name="IsWhole">False where the reader went away before the end.</param>
internal sealed record ExportAbout(ExportRequest Request, DateTimeOffset CreatedAt, long Rows, DateTimeOffset? First, DateTimeOffset? Last, bool IsWhole)
{
    /// <summary>What it is.</summary>
    public string Content { get; init; } = "Event history, oldest first";

    /// <summary>What its rows are.</summary>
    public string Unit { get; init; } = "Events";

    /// <summary>What the store knows of the period, and how it stands; null where nobody asked.</summary>
    public ExportFacts? Facts { get; init; }

    private static readonly string Version =
        typeof(ExportAbout).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Name and value of every statement, in order.</summary>
    public IEnumerable<(string Name, string Value)> Statements()
    {
        yield return ("Content", Content);
        yield return ("Filter", InWords(Request));
        yield return ("Time zone", Request.Zone.Id);
        if (Request.Table is null)
        {
            yield return ("First event", First is { } first ? Clock(first) : "none");
            yield return ("Last event", Last is { } last ? Clock(last) : "none");
        }

        yield return (Unit, Rows.ToString(CultureInfo.InvariantCulture));
        foreach (var statement in Facts?.Statements(Clock) ?? []) yield return statement;
        yield return ("Created at", Clock(CreatedAt));
        yield return ("Created by", $"Supervisor {Version}");
    }

    /// <summary>The statements as a text, one per line.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Statements()) text.Append(CultureInfo.InvariantCulture, $"{name}: {ContentText.Visible(value)}\n");
        return text.ToString();
    }

    /// <summary>Of what an export is.</summary>
    public static string InWords(ExportRequest request)
    {
        var parts = FilterPart.Of(request.Filter).GroupBy(part => part.Kind).Select(kind => $"{NameOf(kind.Key)} {string.Join(" or ", kind.Select(part => ValueOf(part, request.Zone)))}");
        if (request.Team is { } team) parts = parts.Prepend(team.Length > 0 ? $"team {team}" : "no team");
        return string.Join("; ", parts) is { Length: > 0 } words ? words : "all events";
    }

    private static string NameOf(FilterKind kind) => kind switch
    {
        FilterKind.Agent => "agent",
        FilterKind.Gateway => "gateway",
        FilterKind.Type => "type",
        FilterKind.From => "received at or after",
        FilterKind.To => "received before",
        FilterKind.Origin => "told by",
        _ => "said",
    };

    private static string ValueOf(FilterPart part, TimeZoneInfo zone) => part.Kind switch
    {
        FilterKind.From => IsoTime.InZone(part.Alone.From!.Value, zone),
        FilterKind.To => IsoTime.InZone(part.Alone.To!.Value, zone),
        FilterKind.Text => $"\u201c{part.Value}\u201d",
        _ => part.Value,
    };

    private string Clock(DateTimeOffset time) => IsoTime.InZone(time, Request.Zone);
}
