using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>The answer to GET agentstatus: table A of protocol.md section 2.9. The result is declared an array and shown as an object; both are read.</summary>
internal static class AgentStatus
{
    /// <summary>The gateway status 0 to 9; null where it cannot be read.</summary>
    public static int? Read(ReadOnlyMemory<byte> result) =>
        int.TryParse(GatewayJson.Read(result, static json => State(json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1 ? json[0] : json)), out var status) ? status : null;

    private static string? State(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("agentState", out var state)) return null;
        return state.ValueKind == JsonValueKind.String ? state.GetString() : state.GetRawText();
    }
}
