using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Supervisor.Web.Features.History;

/// <summary>The few looks that the cells of an export have, by their index.</summary>
internal static class XlsxStyles
{
    public const uint Bold = 1, Moment = 2;

    /// <summary>The first number free for formats of one's own (ISO 29500-1, 18.8.30).</summary>
    private const uint MomentFormat = 164;

    public static void Write(OpenXmlWriter writer) =>
        writer.WriteElement(new Stylesheet(
            new NumberingFormats(new NumberingFormat { NumberFormatId = MomentFormat, FormatCode = "yyyy-mm-dd hh:mm:ss.000" }),
            new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" })),
            // Excel takes the first two fills for its own, whatever they say
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(),
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = MomentFormat, ApplyNumberFormat = true })));
}
