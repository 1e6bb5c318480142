using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Supervisor.Web.Persistence;

/// <summary>
/// 1. Microsoft.Data.Sqlite 10 is compiled against SQLitePCLRaw.core 2.1.13; 2.0.6 is what can be restored here.
///    The hook hands 2.0.6 to the runtime. Of the 77 members Microsoft.Data.Sqlite 10.0.14 uses, 2.0.6 lacks one
///    (sqlite3_load_extension), which this app never calls.
/// 2. The native library that comes with 2.0.6 is SQLite 3.35.5 (2021). Where the machine has libsqlite3.so.0
///    (Debian 12: 3.40.1, with security updates) that one is used.
/// </summary>
public static class SqliteLoader
{
    [ModuleInitializer]
    internal static void Hook()
    {
        AssemblyLoadContext.Default.Resolving += (ctx, name) =>
            name.Name == "SQLitePCLRaw.core" ? ctx.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "SQLitePCLRaw.core.dll")) : null;
        UseSystemLibrary();
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that the provider is looked for after the hook is in place
    static void UseSystemLibrary() => NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly,
        (name, _, _) => name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var lib) ? lib : 0);
}
