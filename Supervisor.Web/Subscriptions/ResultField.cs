using System.Text.Json;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Subscriptions;

/// <summary>Reads single fields of <c>result</c>, lenient in types and spelling (protocol.md section 8, rows 3, 4 and 10).</summary>
internal static class ResultField
{
    /// <summary>The GUID of the configuration account; null where the gateway gave none there.</summary>
    public static string? Guid(GatewayReply reply) => Text(reply, "guid");

    /// <summary>The id of a new registration; null where the gateway gave none.</summary>
    public static string? ServerId(GatewayReply reply) => Text(reply, "serverId") ?? Text(reply, "serviceId");

    // of the object, or of the first object in the array
    private static string? Text(GatewayReply reply, string name)
    {
        if (reply.Envelope is not { Result: { IsEmpty: false } result }) return null;
        using var document = JsonDocument.Parse(result);
        var json = document.RootElement;
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0) json = json[0];
        if (json.ValueKind != JsonValueKind.Object) return null;
        foreach (var field in json.EnumerateObject().Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            var text = field.Value.ValueKind switch
            {
                JsonValueKind.String => field.Value.GetString()!.Trim().TrimEnd('\0'),
                JsonValueKind.Number => field.Value.GetRawText(),
                _ => "",
            };
            return text.Length == 0 ? null : text;
        }

        return null;
    }
}
