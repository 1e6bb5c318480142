using Microsoft.Data.Sqlite;

namespace Supervisor.Tests.Persistence;

/// <summary>How SQLite means to answer a query.</summary>
internal static class QueryPlan
{
    /// <summary>The steps, a line each. The command is not run, and explains itself from then on.</summary>
    public static string Of(SqliteCommand command)
    {
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read()) plan.Add(reader.GetString(3));
        return string.Join("\n", plan);
    }
}
