using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Supervisor.Web.Persistence;

/// <summary>
/// A prepared statement on SQLitePCL itself, for what passes over millions of rows: texts are bytes in SQLite's own memory, and a seek costs no reader. Parameters count
/// from 1, columns from 0. The only place that goes around Microsoft.Data.Sqlite. A lock of another process is waited for by SQLite itself, as long as the connection's
/// <c>busy_timeout</c> says; unlike a command, a step that found a lock to the end is not repeated here: it is a fault of the whole transaction.
/// </summary>
internal sealed class RawStatement : IDisposable
{
    /// <summary>Microsoft.Data.Sqlite is compiled against another SQLitePCLRaw.core than ours (see <see cref="SqliteLoader"/>): the compiler does not let the two meet, the runtime does.</summary>
    private static readonly Func<SqliteConnection, sqlite3> HandleOf = typeof(SqliteConnection).GetProperty("Handle")!.GetMethod!.CreateDelegate<Func<SqliteConnection, sqlite3>>();

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;

    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public RawStatement(SqliteConnection connection, string sql)
    {
        _database = HandleOf(connection);
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
    }

    public RawStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    /// <summary>A text, which is turned into UTF-8 here.</summary>
    public RawStatement Bind(int index, string text)
    {
        Check(raw.sqlite3_bind_text(_statement, index, text));
        return this;
    }

    /// <summary>A text, in UTF-8.</summary>
    public RawStatement Bind(int index, ReadOnlySpan<byte> text)
    {
        // an empty span has no address, and SQLite takes that for NULL
        Check(text.IsEmpty ? raw.sqlite3_bind_text(_statement, index, "") : raw.sqlite3_bind_text(_statement, index, text));
        return this;
    }

    public RawStatement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    public RawStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>True where there is a row.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Ends the run, and with it what it has read; the values stay bound. A fault was told by <see cref="Step"/> already.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>Rows that the last run has changed.</summary>
    public int Changed => raw.sqlite3_changes(_database);

    public long Number(int column) => NativeColumns.Number(_handle, column);

    public bool IsNull(int column) => NativeColumns.IsNull(_handle, column);

    /// <summary>A text in UTF-8, or a blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => NativeColumns.Bytes(_handle, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(_database));
    }
}
