using System.Text;

namespace Supervisor.Tests.History;

/// <summary>Reads RFC 4180, written apart from the writer under test.</summary>
internal static class CsvText
{
    public static List<string[]> Parse(string text)
    {
        var (rows, row, cell) = (new List<string[]>(), new List<string>(), new StringBuilder());
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                for (i++; text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"'); i++)
                {
                    if (text[i] == '"') i++;
                    cell.Append(text[i]);
                }
            }
            else if (text[i] == ',') EndCell();
            else if (text[i] == '\r' && text[i + 1] == '\n')
            {
                EndCell();
                rows.Add([.. row]);
                row.Clear();
                i++;
            }
            else cell.Append(text[i]);
        }
        Assert.Empty(row);
        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
