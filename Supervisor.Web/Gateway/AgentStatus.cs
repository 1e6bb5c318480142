using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>The answer to GET agentstatus: table A of protocol.md section 2.9. The result is declared an array and shown as an object; both are read.</summary>
internal static class AgentStatus
{
    /// <summary>The gateway status 0 to 9; null where it cannot be read.</summary>
    public static int? Read(ReadOnlyMemory<byte> result)
    {
        if (result.IsEmpty) return null;
        using var document = JsonDocument.Parse(result);
        var json = document.RootElement;
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1) json = json[0];
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("agentState", out var state)) return null;
        return int.TryParse(state.ValueKind == JsonValueKind.String ? state.GetString() : state.GetRawText(), out var status) ? status : null;
    }
}
