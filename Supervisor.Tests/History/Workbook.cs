using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Supervisor.Tests.History;

/// <summary>Reads a workbook cell by cell, written apart from the writer under test. Dates come as ISO times without an offset.</summary>
internal static partial class Workbook
{
    /// <summary>Rows of every sheet by its name, in order of the sheets. Fails on a formula and on what the schema forbids.</summary>
    public static Dictionary<string, List<string[]>> Read(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2007).Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        var workbook = document.WorkbookPart!;
        return workbook.Workbook.Sheets!.Elements<Sheet>().ToDictionary(sheet => sheet.Name!.Value!, sheet => Rows((WorksheetPart)workbook.GetPartById(sheet.Id!.Value!)));
    }

    private static List<string[]> Rows(WorksheetPart part)
    {
        var rows = new List<string[]>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            Assert.NotEqual(typeof(CellFormula), reader.ElementType);
            if (reader.ElementType == typeof(Row) && reader.IsStartElement) rows.Add([.. ((Row)reader.LoadCurrentElement()!).Elements<Cell>().Select(Text)]);
        }
        return rows;
    }

    private static string Text(Cell cell)
    {
        Assert.Null(cell.CellFormula);
        if (cell.DataType?.Value == CellValues.InlineString) return Escape().Replace(cell.InlineString!.Text!.Text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());
        if (cell.CellValue is not { } value) return "";
        return cell.StyleIndex?.Value == 2
            ? DateTime.FromOADate(double.Parse(value.Text, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture)
            : value.Text;
    }

    [GeneratedRegex("_x([0-9A-F]{4})_")]
    private static partial Regex Escape();
}
