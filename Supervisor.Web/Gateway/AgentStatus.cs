using System.Globalization;
using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>The answer to GET agentstatus: table A of protocol.md section 2.9. The result is declared an array and shown as an object; both are read.</summary>
internal static class AgentStatus
{
    /// <summary>The gateway status 0 to 9; null where it cannot be read.</summary>
    public static int? Read(ReadOnlyMemory<byte> result) =>
        int.TryParse(GatewayJson.Read(result, static json => Text(json, "agentState")), out var status) ? status : null;

    /// <summary>The gateway status of every agent in an answer to allagentstatus, by id (protocol.md section 3.3); null where it is none.</summary>
    public static IReadOnlyDictionary<string, int>? ReadAll(ReadOnlyMemory<byte> result) => GatewayJson.Read(result, static json =>
    {
        if (json.ValueKind != JsonValueKind.Array) return null;
        var all = new Dictionary<string, int>(json.GetArrayLength());
        foreach (var agent in json.EnumerateArray())
            if (Text(agent, "workno") is { } workNo && int.TryParse(Text(agent, "status"), NumberStyles.None, CultureInfo.InvariantCulture, out var status)) all[workNo] = status;
        return all;
    });

    /// <summary>
    /// When the state began, by our clock: <c>agentStateBeginTime</c>, with the clocks' difference taken out where <c>currentTime</c> is told too (both epoch milliseconds as text, as protocol.md
    /// section 3.1 row 9 has them). Null where a gateway does not tell, or tells what cannot be.
    /// </summary>
    public static DateTimeOffset? ReadSince(ReadOnlyMemory<byte> result, DateTimeOffset now)
    {
        if (Milliseconds(result, "agentStateBeginTime") is not { } began) return null;
        var theirNow = Milliseconds(result, "currentTime") ?? now.ToUnixTimeMilliseconds();
        return began <= 0 || began > theirNow || theirNow - began > (long)LongestState.TotalMilliseconds ? null : now.AddMilliseconds(began - theirNow);
    }

    private static readonly TimeSpan LongestState = TimeSpan.FromDays(30);

    private static long? Milliseconds(ReadOnlyMemory<byte> result, string name) =>
        long.TryParse(GatewayJson.Read(result, json => Text(json, name)), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : null;

    private static string? Text(JsonElement json, string name)
    {
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1) json = json[0];
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var told)) return null;
        return told.ValueKind == JsonValueKind.String ? told.GetString() : told.GetRawText();
    }
}
