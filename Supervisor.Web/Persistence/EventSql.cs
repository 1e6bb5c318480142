using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// The statements that read rows of the history: one by its key, and those of a range in order. A text drives by the text index, whose rows have the event's sequence for
/// their key and come in its order. Which index drives is said here and not left to the planner, which has no statistics.
/// </summary>
internal static class EventSql
{
    /// <summary>Parameters: the sequence of <see cref="Row"/>; both ends of <see cref="Range"/>, left out themselves.</summary>
    public const int Key = 3, After = 3, Before = 4;

    /// <summary>The index holds groups of three characters: what is shorter is looked for in the texts of the range, one after the other.</summary>
    private const int IndexedLength = 3;

    private const string InTime = "ReceivedAt >= ?1 AND ReceivedAt < ?2";

    /// <summary>The event with a sequence, if it is in the filter's times.</summary>
    public static RawStatement Row(SqliteConnection connection, EventFilter filter) =>
        Timed(new RawStatement(connection, $"SELECT {EventRow.Columns} FROM Events WHERE Sequence = ?3 AND {InTime}"), filter);

    /// <summary>The events of a range, in order: of a text, or all that are in the filter's times.</summary>
    public static RawStatement Range(SqliteConnection connection, EventFilter filter, bool newestFirst)
    {
        var (sql, values) = RangeOf(filter, newestFirst);
        var statement = Timed(new RawStatement(connection, sql), filter);
        for (var at = 0; at < values.Count; at++) statement.Bind(Before + 1 + at, Encoding.UTF8.GetBytes(values[at]));
        return statement;
    }

    /// <summary>The statement of <see cref="Range"/> with the texts it is given from parameter 5 on.</summary>
    internal static (string Sql, List<string> Values) RangeOf(EventFilter filter, bool newestFirst)
    {
        var order = newestFirst ? " DESC" : "";
        List<string> values = [];
        if (filter.Text is not { } text)
            return ($"SELECT {EventRow.Columns} FROM Events NOT INDEXED WHERE Sequence > ?3 AND Sequence < ?4 AND {InTime} ORDER BY Sequence{order}", values);

        var said = text.EnumerateRunes().Count() >= IndexedLength
            ? $"RecognitionText MATCH {Parameter($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")}"
            : $"Said LIKE {Parameter($"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%")} ESCAPE '!'";
        var rest = In("AgentId", filter.Agents) + In("Type", filter.Types);
        if (filter.Gateway is { } gateway) rest += In("Gateway", [gateway]);
        if (filter.Origin is { } origin) rest += string.Create(CultureInfo.InvariantCulture, $" AND Origin = {(int)origin}");
        // CROSS JOIN: the texts drive, and each hit is looked up by its key
        return ($"SELECT {EventRow.Columns} FROM RecognitionText CROSS JOIN Events ON Sequence = RecognitionText.rowid "
            + $"WHERE {said} AND RecognitionText.rowid > ?3 AND RecognitionText.rowid < ?4 AND {InTime}{rest} ORDER BY RecognitionText.rowid{order}", values);

        string In(string column, IReadOnlyList<string> names) => names.Count == 0 ? "" : $" AND {column} IN ({string.Join(", ", names.Select(Parameter))})";

        string Parameter(string value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"?{Before + values.Count}");
        }
    }

    private static RawStatement Timed(RawStatement statement, EventFilter filter) =>
        statement.Bind(1, filter.From?.UtcTicks ?? long.MinValue).Bind(2, filter.To?.UtcTicks ?? long.MaxValue);
}

/// <summary>Part of the history between two sequences, both left out.</summary>
internal readonly record struct SequenceRange(long After, long Before)
{
    public static readonly SequenceRange All = new(0, long.MaxValue);

    public bool IsEmpty => Before - After <= 1;
}
