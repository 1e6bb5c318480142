using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Protocol;

/// <summary>One call as its operation sees it.</summary>
/// <param name="Http">The HTTP request; header names match in any case.</param>
/// <param name="AgentId">Agent id of the path; legal, but not necessarily configured. Empty for the configuration interfaces.</param>
/// <param name="Seat">The agent, or null when no such agent is configured.</param>
/// <param name="Arguments">Path parameters but the agent id, in order.</param>
internal sealed record GatewayRequest(HttpContext Http, string AgentId, Seat? Seat, IReadOnlyList<string> Arguments)
{
    private const int BodyLimit = 256 * 1024;

    public string? Guid => Http.Request.Headers["Guid"];

    public string? ServiceToken => Http.Request.Headers["service_token"];

    public string? Cookie => Http.Request.Cookies["huaweielbsession"];

    public string? Query(string name) => Http.Request.Query[name];

    public bool Argument(int index, int lowest, int highest, out int value) =>
        int.TryParse(Arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= lowest && value <= highest;

    /// <summary>The body as a JSON object, or null when it is none.</summary>
    public async Task<JsonDocument?> JsonAsync()
    {
        try
        {
            var json = JsonDocument.Parse(await BodyAsync());
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;
            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The whole body; longer ones are cut, which makes them illegal JSON.</summary>
    public async Task<ReadOnlyMemory<byte>> BodyAsync()
    {
        var buffer = new byte[2048];
        var length = 0;
        int read;
        while (length < BodyLimit && (read = await Http.Request.Body.ReadAsync(buffer.AsMemory(length), Http.RequestAborted)) > 0)
        {
            length += read;
            if (length == buffer.Length)
                Array.Resize(ref buffer, length * 2);
        }
        return buffer.AsMemory(0, length);
    }
}
