using System.Text.Json;
using System.Text.Unicode;

namespace Supervisor.Web.Features.History;

/// <summary>Raw content as a part of a JSON document of ours.</summary>
internal static class RawJson
{
    /// <summary>Readers of JSON commonly stop at 64 levels; the object around the content is one.</summary>
    private static readonly JsonReaderOptions Depth = new() { MaxDepth = 63 };

    /// <summary>Whether it is one JSON value in valid UTF-8, which can stand in a document as it is.</summary>
    public static bool IsJson(ReadOnlySpan<byte> content)
    {
        if (!Utf8.IsValid(content)) return false; // the reader looks into no string
        var reader = new Utf8JsonReader(content, Depth);
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
