using System.Globalization;
using System.Text.Json;

namespace Supervisor.Simulator.Protocol;

/// <summary>Reads body members the way the gateway accepts them: numbers and booleans also as strings (protocol.md section 8, row 3).</summary>
internal static class LenientJson
{
    public static string? Text(JsonElement body, string name) =>
        !body.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };

    /// <summary>False when the member is there and is no whole number.</summary>
    public static bool TryInteger(JsonElement body, string name, int whenAbsent, out int value)
    {
        value = whenAbsent;
        return Text(body, name) is not { Length: > 0 } text || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>False when the member is there and is no boolean.</summary>
    public static bool TryFlag(JsonElement body, string name, bool whenAbsent, out bool value)
    {
        value = whenAbsent;
        switch (Text(body, name)?.ToUpperInvariant())
        {
            case null or "":
                return true;
            case "TRUE" or "1":
                value = true;
                return true;
            case "FALSE" or "0":
                value = false;
                return true;
            default:
                return false;
        }
    }
}
