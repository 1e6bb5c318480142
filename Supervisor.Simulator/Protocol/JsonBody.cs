using System.Text.Json;

namespace Supervisor.Simulator.Protocol;

/// <summary>Request bodies that are JSON objects.</summary>
internal static class JsonBody
{
    /// <summary>The object, or null when the body is anything else.</summary>
    public static async Task<JsonElement?> ReadAsync(GatewayRequest request)
    {
        try
        {
            using var json = JsonDocument.Parse(await request.BodyAsync());
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A list of ids, each a string or a number; null when the member is missing, no list, or holds anything else.</summary>
    public static string[]? Ids(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
            return null;
        string[] ids = [.. list.EnumerateArray().Select(Id)];
        return ids.Contains("") ? null : ids;
    }

    private static string Id(JsonElement item) =>
        item.ValueKind switch { JsonValueKind.String => item.GetString()!, JsonValueKind.Number => item.GetRawText(), _ => "" };
}
