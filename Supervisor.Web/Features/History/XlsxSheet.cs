using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Supervisor.Web.Features.History;

/// <summary>Writes one sheet of a workbook from top to bottom. Every text is an inline string, so none is ever a formula.</summary>
internal sealed class XlsxSheet : IDisposable
{
    private static readonly Row Row = new();
    private static readonly Cell CellTag = new();
    private static readonly InlineString Inline = new();
    private static readonly Text Text = new();
    private static readonly CellValue Value = new();
    private static readonly OpenXmlAttribute[] KeepSpaces = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];
    private static readonly OpenXmlAttribute[] Words = [new("t", "", "inlineStr")];
    private static readonly OpenXmlAttribute[] Heading = [new("s", "", $"{XlsxStyles.Bold}"), .. Words];
    private static readonly OpenXmlAttribute[] Moment = [new("s", "", $"{XlsxStyles.Moment}")];

    /// <summary>Excel's calendar is wrong before.</summary>
    private static readonly DateTime FirstMoment = new(1900, 3, 1);

    private readonly OpenXmlWriter _xml;

    /// <param name="xml">Writes the sheet's part; closed with the sheet.</param>
    /// <param name="widths">Widths of the columns, in characters.</param>
    /// <param name="headed">The first row stays in sight.</param>
    public XlsxSheet(OpenXmlWriter xml, double[] widths, bool headed)
    {
        _xml = xml;
        _xml.WriteStartElement(new Worksheet());
        if (headed)
        {
            var pane = new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen };
            _xml.WriteElement(new SheetViews(new SheetView(pane) { WorkbookViewId = 0 }));
        }
        _xml.WriteElement(new Columns(widths.Select((width, at) => new Column { Min = (uint)at + 1, Max = (uint)at + 1, Width = width, CustomWidth = true })));
        _xml.WriteStartElement(new SheetData());
    }

    public void BeginRow() => _xml.WriteStartElement(Row);

    public void EndRow() => _xml.WriteEndElement();

    public void Title(string text) => Written(text, Heading);

    /// <summary>A text, and whether it had to be cut.</summary>
    public bool Cell(string text)
    {
        var fitting = XlsxText.Cell(text, out var cut);
        if (fitting.Length == 0) Blank();
        else Written(fitting, Words);
        return cut;
    }

    public void Cell(decimal number) => Number([], number.ToString(CultureInfo.InvariantCulture));

    public void Cell(long number) => Number([], number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A date and time of the zone; as a text where Excel has no such date.</summary>
    public void Cell(DateTimeOffset? time, TimeZoneInfo zone)
    {
        if (time is not { } known) Blank();
        else if (TimeZoneInfo.ConvertTime(known, zone).DateTime is var local && local < FirstMoment) Cell(IsoTime.InZone(known, zone));
        else Number(Moment, local.ToOADate().ToString("R", CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.Dispose();
    }

    private void Blank()
    {
        _xml.WriteStartElement(CellTag);
        _xml.WriteEndElement();
    }

    private void Number(OpenXmlAttribute[] attributes, string number)
    {
        _xml.WriteStartElement(CellTag, attributes);
        _xml.WriteStartElement(Value);
        _xml.WriteString(number);
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void Written(string text, OpenXmlAttribute[] attributes)
    {
        _xml.WriteStartElement(CellTag, attributes);
        _xml.WriteStartElement(Inline);
        _xml.WriteStartElement(Text, KeepSpaces);
        _xml.WriteString(text);
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }
}
