using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Supervisor.Web.Features.History;

/// <summary>Brings a page and its download together: the page opens a watch, the address of the download names it. One watch per open page.</summary>
internal sealed class ExportDesk
{
    /// <summary>The parameter that names the watch.</summary>
    public const string Parameter = "watch";

    private readonly ConcurrentDictionary<string, ExportWatch> _watches = new(StringComparer.Ordinal);

    /// <summary>Open watches.</summary>
    public int Count => _watches.Count;

    public ExportWatch Open(string owner)
    {
        var watch = new ExportWatch(RandomNumberGenerator.GetHexString(32, lowercase: true), owner);
        _watches[watch.Key] = watch;
        return watch;
    }

    /// <summary>The page is left; a download that runs goes on without it.</summary>
    public void Close(ExportWatch watch) => _watches.TryRemove(watch.Key, out _);

    /// <summary>The watch of that key, if it is the user's own. Null is no error: an address that was copied exports as well.</summary>
    public ExportWatch? Find(string? key, string? user) =>
        key is not null && _watches.TryGetValue(key, out var watch) && watch.Owner == user ? watch : null;
}
