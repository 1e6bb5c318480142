using System.Text.Json;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Subscriptions;

/// <summary>The id of a registration, however it is spelt and wherever in <c>result</c> it stands (protocol.md section 8, rows 3, 4 and 10).</summary>
internal static class ServerId
{
    /// <summary>Longest id that is taken, in characters; the documented one has 24. It is part of an address.</summary>
    public const int Longest = 256;

    private static readonly string[] Names = ["serverId", "serviceId"];

    /// <summary>Reads the answer to a registration; null where the gateway gave none.</summary>
    public static string? In(GatewayReply reply) => GatewayJson.Read(reply.Envelope?.Result ?? default, Read);

    private static string? Read(JsonElement result)
    {
        if (result.ValueKind == JsonValueKind.Array && result.GetArrayLength() > 0) result = result[0];
        if (result.ValueKind != JsonValueKind.Object) return null;
        return result.EnumerateObject().Where(field => Names.Contains(field.Name, StringComparer.OrdinalIgnoreCase)).Select(field => Text(field.Value)).FirstOrDefault(IsUsable);
    }

    // "." and ".." would lead to another address, and no line break may get into the log
    private static bool IsUsable(string text) => text.Length is > 0 and <= Longest && text is not ("." or "..") && !text.Any(char.IsControl);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.TrimEnd('\0').Trim(),
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };
}
