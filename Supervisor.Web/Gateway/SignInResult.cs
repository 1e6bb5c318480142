using System.Text.Json;

namespace Supervisor.Web.Gateway;

/// <summary>What a good sign-in tells (seed text "Signing In", table 6), as far as we use it.</summary>
/// <param name="LoginTime">Sign-in time; null where not told.</param>
/// <param name="MustChangePassword"><c>isForceChange</c>: the agent cannot make calls until the password is changed.</param>
/// <param name="PasswordDaysLeft"><c>timeRemaining</c>, 0 to 180 days; null for never.</param>
/// <param name="Media"><c>mediatype</c>; null where not told.</param>
internal sealed record SignInResult(DateTimeOffset? LoginTime, bool MustChangePassword, int? PasswordDaysLeft, MediaServers? Media = null)
{
    /// <summary>Reads <c>result</c>, lenient in types; what is missing is not known.</summary>
    public static SignInResult Read(ReadOnlyMemory<byte> result) => GatewayJson.Read(result, static json => new SignInResult(
        Envelope.EpochMilliseconds(Text(json, "loginTime")),
        Text(json, "isForceChange").Equals("true", StringComparison.OrdinalIgnoreCase),
        int.TryParse(Text(json, "timeRemaining"), out var days) && days >= 0 ? days : null,
        MediaServers.Read(Text(json, "mediatype")))) ?? new SignInResult(null, false, null);

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
            : "";
}
