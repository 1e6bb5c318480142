namespace Supervisor.Web.Features.History;

/// <summary>A kind of file that the history can be exported as.</summary>
internal sealed record ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180).</summary>
    public static readonly ExportFormat Csv = new("csv", "CSV", "text/csv; charset=utf-8");

    /// <summary>An Excel workbook (ISO 29500), with a first sheet that says what is in it.</summary>
    public static readonly ExportFormat Xlsx = new("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /// <summary>JSON Lines: one object per line.</summary>
    public static readonly ExportFormat JsonLines = new("jsonl", "JSON Lines", "application/jsonl");

    /// <summary>All of them; the first is the one that is meant when nothing is said.</summary>
    public static readonly ExportFormat[] All = [Csv, Xlsx, JsonLines];

    /// <summary>What to say to a name that none of them has.</summary>
    public const string Expected = "Expected csv, xlsx or jsonl.";

    private ExportFormat(string name, string title, string contentType) => (Name, Title, ContentType) = (name, title, contentType);

    /// <summary>In addresses, on the command line, and the end of the file's name.</summary>
    public string Name { get; }

    /// <summary>For people.</summary>
    public string Title { get; }

    /// <summary>For the HTTP header.</summary>
    public string ContentType { get; }

    /// <summary>The format of that name, null where there is none.</summary>
    public static ExportFormat? Find(string? name) => Array.Find(All, format => format.Name == name);
}
