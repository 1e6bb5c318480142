using System.Text;

namespace Supervisor.Web.Persistence;

/// <summary>Names in UTF-8, as the store and the chain want them: a floor has few, and each comes a million times. Not for two threads at once.</summary>
internal sealed class KnownNames
{
    /// <summary>Types of events come from outside and may be anything: what is known is forgotten before it gets large.</summary>
    private const int Most = 20_000;

    private readonly Dictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    public byte[] Utf8(string name)
    {
        if (_known.TryGetValue(name, out var known)) return known;
        if (_known.Count >= Most) _known.Clear();
        return _known[name] = Encoding.UTF8.GetBytes(name);
    }
}
