using System.Runtime.InteropServices;
using SQLitePCL;

namespace Supervisor.Web.Persistence;

/// <summary>
/// Reads the columns of a row from SQLite itself. SQLitePCL guards its handle at every call, which costs more than the call, fourteen times per row of an export; here the
/// <see cref="RawStatement"/> holds the handle. These functions only look at a row that is in memory already.
/// </summary>
internal static unsafe class NativeColumns
{
    private static readonly nint Library = NativeLibrary.TryLoad("libsqlite3.so.0", out var system)
        ? system
        : NativeLibrary.Load("e_sqlite3", typeof(SQLite3Provider_e_sqlite3).Assembly, null); // the same as SqliteLoader chooses

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long> Int64 =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long>)NativeLibrary.GetExport(Library, "sqlite3_column_int64");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> Kind =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)NativeLibrary.GetExport(Library, "sqlite3_column_type");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*> Blob =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*>)NativeLibrary.GetExport(Library, "sqlite3_column_blob");

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> Length =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)NativeLibrary.GetExport(Library, "sqlite3_column_bytes");

    public static long Number(nint statement, int column) => Int64(statement, column);

    public static bool IsNull(nint statement, int column) => Kind(statement, column) == raw.SQLITE_NULL;

    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        var blob = Blob(statement, column);
        return new ReadOnlySpan<byte>(blob, blob is null ? 0 : Length(statement, column));
    }
}
