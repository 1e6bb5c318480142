using System.Globalization;
using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>A reason of rest that the site has defined (protocol.md section 3.3, <c>getAgentRestReason</c>).</summary>
/// <param name="Cause">Its number, 0 to 255.</param>
/// <param name="Text">Its name at the site.</param>
public sealed record RestReason(int Cause, string Text)
{
    private const int Most = 256;
    private const int LongestText = 60;

    /// <summary>Those that can be read of an answer; empty where none can.</summary>
    internal static IReadOnlyList<RestReason> Read(ReadOnlyMemory<byte> result) =>
        GatewayJson.Read(result, json => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().Take(Most).Select(One).OfType<RestReason>().ToList() : null) ?? [];

    private static RestReason? One(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return null;
        string? id = null, text = null;
        foreach (var property in item.EnumerateObject())
        {
            if (property.NameEquals("restReasonId")) id = property.Value.ToString();
            else if (property.NameEquals("restReason")) text = property.Value.ToString();
        }

        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var cause) && cause is > 0 and <= 255 && !string.IsNullOrWhiteSpace(text)
            ? new RestReason(cause, GatewayJson.Clipped(text.Trim(), LongestText))
            : null;
    }
}
