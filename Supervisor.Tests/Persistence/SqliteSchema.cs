using Microsoft.Data.Sqlite;

namespace Supervisor.Tests.Persistence;

/// <summary>A schema as lines of text that can be compared; without the text index, which no model can describe.</summary>
internal static class SqliteSchema
{
    public static SortedSet<string> Of(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in Rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'RecognitionText%'"))
        {
            var name = table[0];
            foreach (var column in Rows(connection, $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')")) lines.Add($"{name} column {string.Join(' ', column)}");
            foreach (var key in Rows(connection, $"SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list('{name}')")) lines.Add($"{name} key {string.Join(' ', key)}");
            foreach (var index in Rows(connection, $"SELECT name, \"unique\", origin, partial FROM pragma_index_list('{name}')"))
            {
                var columns = Rows(connection, $"SELECT name, coll FROM pragma_index_xinfo('{index[0]}') WHERE key = 1").Select(column => string.Join(' ', column));
                lines.Add($"{name} index {(index[2] == "c" ? index[0] : index[2])} unique={index[1]} partial={index[3]} ({string.Join(", ", columns)})");
            }
            lines.Add($"{name} autoincrement {table[1].Contains("AUTOINCREMENT", StringComparison.Ordinal)}");
        }
        return lines;
    }

    private static List<string[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString()!)]);
        return rows;
    }
}
