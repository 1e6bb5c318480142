using System.Globalization;
using System.Text.Json;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Protocol;

/// <summary>One event as polls and pushes carry it (protocol.md section 1.5); its content goes out as it was raised, byte by byte.</summary>
internal static class EventJson
{
    public static string Of(string agentId, GatewayEvent sent, bool native, bool withTime)
    {
        var workNo = native ? agentId : $"\"{agentId}\"";
        var time = withTime ? string.Create(CultureInfo.InvariantCulture, $",\"eventGenTime\":{sent.CreatedAt.ToUnixTimeMilliseconds()}") : "";
        return $$"""{"eventType":"{{JsonEncodedText.Encode(sent.Type)}}","workNo":{{workNo}},"content":{{sent.Content}}{{time}}}""";
    }
}
