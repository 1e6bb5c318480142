using Microsoft.Data.Sqlite;

namespace Supervisor.Web.Persistence;

/// <summary>The rows of one step of the pruning, found before the store is held.</summary>
/// <param name="Count">How many; less than asked for where the old ones end.</param>
/// <param name="Through">Sequence of the last of them; 0 where there is none.</param>
/// <param name="Link">The last link among them.</param>
internal readonly record struct OldRows(int Count, long Through, byte[]? Link)
{
    /// <param name="reader">Sequence, receipt and, for events, the link, in order of sequence and without an end: it is read no further than needed.</param>
    /// <param name="rows">How many at most.</param>
    /// <param name="retention">What is too old.</param>
    /// <param name="dates">When rows were received.</param>
    /// <param name="cutoff">Before which a row goes.</param>
    public static OldRows Take(SqliteDataReader reader, int rows, Retention retention, SealDates dates, DateTimeOffset cutoff)
    {
        var count = 0;
        OldRows old = default, full = default;
        byte[]? link = null;
        while (old.Count < rows && reader.Read())
        {
            var received = dates.Latest(reader.GetInt64(0), reader.GetInt64(1));
            if (retention.Keeps(received, cutoff)) break;
            if (reader.FieldCount > 2 && !reader.IsDBNull(2)) link = reader.GetFieldValue<byte[]>(2);
            if (++count == rows) full = new OldRows(rows, reader.GetInt64(0), link);
            // rows that are dated ahead of now go only if an old one comes after them, however many they are
            if (received < cutoff.UtcTicks) old = count > rows ? full : new OldRows(count, reader.GetInt64(0), link);
        }
        return old;
    }
}
