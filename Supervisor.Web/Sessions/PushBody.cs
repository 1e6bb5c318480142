using System.Text;
using System.Text.Json;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>
/// What a gateway pushes (protocol.md section 7.1): <c>workNo</c> and <c>eventList</c>, newest last. Also read: <c>message</c> and <c>retcode</c> beside
/// them, and the single <c>event</c> of older gateways (section 7.3).
/// </summary>
/// <param name="WorkNo">Whose events; empty where nobody is named.</param>
/// <param name="Events">In the order of creation.</param>
internal sealed record PushBody(string WorkNo, IReadOnlyList<GatewayEvent> Events)
{
    /// <summary>Reads a body; null where it is no object with events. Never throws.</summary>
    public static PushBody? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(body);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static PushBody? Read(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(Encoding.UTF8.Preamble)) body = body[Encoding.UTF8.Preamble.Length..];
        var json = new Utf8JsonReader(body, GatewayJson.ReaderOptions);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
        var workNo = "";
        List<GatewayEvent>? list = null, single = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (GatewayJson.Is(ref json, "workNo"u8)) workNo = GatewayJson.Text(ref json);
            else if (GatewayJson.Is(ref json, "eventList"u8)) list = GatewayJson.Events(ref json, body);
            else if (GatewayJson.Is(ref json, "event"u8)) single = GatewayJson.Events(ref json, body);
            else GatewayJson.Skip(ref json);
        }

        if (json.TokenType != JsonTokenType.EndObject || json.Read()) return null;
        if ((list ?? single) is not { } events) return null;
        return new PushBody(workNo.Length > 0 ? workNo : events.Count > 0 ? events[0].WorkNo : "", events);
    }
}
