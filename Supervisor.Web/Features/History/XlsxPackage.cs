using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Supervisor.Web.Features.History;

/// <summary>
/// The parts of a workbook (ISO 29500-2), one after the other, each straight into the file. The classes for whole documents want a package that may also be
/// read, and then keep every part in memory; what they would write around the parts is a few lines.
/// </summary>
internal sealed class XlsxPackage(Stream output) : IDisposable
{
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private readonly ZipArchive _archive = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private Stream? _part;
    private int _sheets;

    /// <summary>Begins the next sheet; the one before must be closed. Returns its number, from 1.</summary>
    public OpenXmlWriter BeginSheet(out int number)
    {
        number = ++_sheets;
        return OpenXmlWriter.Create(Part(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml")));
    }

    /// <summary>Writes what holds the sheets together, and ends the file.</summary>
    /// <param name="sheets">Name and number of every sheet, in the order of the workbook.</param>
    public void End(IEnumerable<(string Name, int Number)> sheets)
    {
        using (var writer = OpenXmlWriter.Create(Part("xl/styles.xml"))) XlsxStyles.Write(writer);
        using (var writer = OpenXmlWriter.Create(Part("xl/workbook.xml")))
            writer.WriteElement(new Workbook(new Sheets(sheets.Select((sheet, at) => new Sheet { Name = sheet.Name, SheetId = (uint)at + 1, Id = $"rId{sheet.Number}" }))));
        var numbers = Enumerable.Range(1, _sheets);
        Relate("xl/_rels/workbook.xml.rels", [.. numbers.Select(number => ("worksheet", $"worksheets/sheet{number}.xml")), ("styles", "styles.xml")]);
        Relate("_rels/.rels", [("officeDocument", "xl/workbook.xml")]);
        Text(
            "[Content_Types].xml",
            """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
            + Override("workbook", "sheet.main") + Override("styles", "styles") + string.Concat(numbers.Select(number => Override($"worksheets/sheet{number}", "worksheet"))) + "</Types>");
        Dispose();
    }

    public void Dispose()
    {
        _part?.Dispose();
        _archive.Dispose();
    }

    private static string Override(string name, string type) => $"""<Override PartName="/xl/{name}.xml" ContentType="{Types}{type}+xml"/>""";

    private void Relate(string path, (string Type, string Target)[] relations) => Text(
        path,
        """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
        + string.Concat(relations.Select((relation, at) => $"""<Relationship Id="rId{at + 1}" Type="{Relations}{relation.Type}" Target="{relation.Target}"/>""")) + "</Relationships>");

    private void Text(string path, string xml) => Part(path).Write(Encoding.UTF8.GetBytes(xml));

    /// <summary>The file takes one part at a time.</summary>
    private Stream Part(string path)
    {
        _part?.Dispose();
        return _part = _archive.CreateEntry(path, CompressionLevel.Fastest).Open();
    }
}
