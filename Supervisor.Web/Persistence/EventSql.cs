using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>
/// The one statement that reads history. Always by key: <c>Sequence</c> between two bounds, in its order, with a limit.
/// Which index drives it is decided here and not left to the planner, which has no statistics: the agents if any are named, else
/// the types, else the gateway, else the key itself. Each of those indexes ends with the key (the row id), so a page comes in order
/// without a sort. Several agents (or types) are one arm each, and the arms are merged: an IN list would be sorted whole.
/// A text drives by the text index, whose rows have the event's sequence for their key and come in its order.
/// </summary>
internal static class EventSql
{
    private const string Columns = "Sequence, ReceivedAt, GeneratedAt, Gateway, AgentId, Origin, Type, Content";

    /// <summary>The index holds groups of three characters: what is shorter is looked for in the texts of the range, one after the other.</summary>
    private const int IndexedLength = 3;

    public static void Fill(SqliteCommand command, EventFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        if (filter.Text is { } text)
        {
            FillText(command, text, filter, range, newestFirst, limit);
            return;
        }

        var arms = Arms(command, filter);
        var rest = Rest(command, filter);
        var order = newestFirst ? "ORDER BY Sequence DESC LIMIT $limit" : "ORDER BY Sequence LIMIT $limit";
        command.Parameters.AddWithValue("$after", range.After);
        command.Parameters.AddWithValue("$before", range.Before);
        command.Parameters.AddWithValue("$limit", limit);
        command.CommandText = arms is [var single]
            ? $"SELECT {Columns} FROM Events {single} AND Sequence > $after AND Sequence < $before{rest} {order}"
            : $"SELECT {Columns} FROM Events WHERE Sequence IN (SELECT Sequence FROM ("
              + string.Join(" UNION ALL ", arms.Select(arm => $"SELECT Sequence FROM (SELECT Sequence FROM Events {arm} AND Sequence > $after AND Sequence < $before{rest} {order})"))
              + $") {order}) {order}";
    }

    private static void FillText(SqliteCommand command, string text, EventFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        var indexed = text.EnumerateRunes().Count() >= IndexedLength;
        var said = indexed
            ? $"RecognitionText MATCH {Parameter(command, $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")}"
            : $"Said LIKE {Parameter(command, $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%")} ESCAPE '!'";
        var rest = In(command, "AgentId", filter.Agents) + In(command, "Type", filter.Types);
        if (filter.Gateway is not null) rest += $" AND Gateway = {Parameter(command, filter.Gateway)}";
        rest += Limits(command, filter);
        command.Parameters.AddWithValue("$after", range.After);
        command.Parameters.AddWithValue("$before", range.Before);
        command.Parameters.AddWithValue("$limit", limit);
        // CROSS JOIN: the texts drive, and each hit is looked up by its key
        command.CommandText = $"SELECT {Columns} FROM RecognitionText CROSS JOIN Events ON Sequence = RecognitionText.rowid "
            + $"WHERE {said} AND RecognitionText.rowid > $after AND RecognitionText.rowid < $before{rest} "
            + $"ORDER BY RecognitionText.rowid {(newestFirst ? "DESC " : "")}LIMIT $limit";
    }

    private static List<string> Arms(SqliteCommand command, EventFilter filter)
    {
        if (filter.Agents.Length > 0) return Driven(command, "AgentId", filter.Agents);
        if (filter.Types.Length > 0) return Driven(command, "Type", filter.Types);
        if (filter.Gateway is not null) return Driven(command, "Gateway", [filter.Gateway]);
        return ["NOT INDEXED WHERE 1"];
    }

    private static List<string> Driven(SqliteCommand command, string column, IReadOnlyList<string> values) =>
        [.. values.Distinct(StringComparer.Ordinal).Select(value => $"INDEXED BY IX_Events_{column} WHERE {column} = {Parameter(command, value)}")];

    private static string Rest(SqliteCommand command, EventFilter filter)
    {
        var rest = "";
        if (filter.Agents.Length > 0) rest += In(command, "Type", filter.Types);
        if (filter.Gateway is not null && (filter.Agents.Length > 0 || filter.Types.Length > 0)) rest += $" AND Gateway = {Parameter(command, filter.Gateway)}";
        return rest + Limits(command, filter);
    }

    private static string In(SqliteCommand command, string column, IReadOnlyList<string> values) =>
        values.Count == 0 ? "" : $" AND {column} IN ({string.Join(", ", values.Select(value => Parameter(command, value)))})";

    private static string Limits(SqliteCommand command, EventFilter filter)
    {
        var rest = "";
        if (filter.From is { } from) rest += $" AND ReceivedAt >= {Parameter(command, from.UtcTicks)}";
        if (filter.To is { } to) rest += $" AND ReceivedAt < {Parameter(command, to.UtcTicks)}";
        if (filter.Origin is { } origin) rest += $" AND Origin = {Parameter(command, (long)origin)}";
        return rest;
    }

    private static string Parameter(SqliteCommand command, object value)
    {
        var name = "$p" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
        command.Parameters.AddWithValue(name, value);
        return name;
    }
}

/// <summary>Part of the history between two sequences, both left out.</summary>
internal readonly record struct SequenceRange(long After, long Before)
{
    public static readonly SequenceRange All = new(0, long.MaxValue);

    public bool IsEmpty => Before - After <= 1;
}
