using System.Text.Json;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Configuration;

/// <summary>The body of a registration: seed text "Subscription", table 2, with its limits.</summary>
internal sealed class RegisterRequest
{
    private const int LongestToken = 256;
    private const int LongestAddress = 200;

    public required Uri CallBack { get; init; }

    /// <summary>Null or a header value of at most 256 characters.</summary>
    public string? Token { get; init; }

    public bool Nlp { get; init; }

    /// <summary>Null when a field is missing or illegal: 107-002.</summary>
    public static RegisterRequest? Parse(JsonElement body)
    {
        if (LenientJson.Text(body, "subscribeType") != "1")
            return null;
        var token = LenientJson.Text(body, "serviceToken");
        if (!IsToken(token))
            return null;
        if (LenientJson.Text(body, "serviceCallBackUri") is not { Length: > 0 and <= LongestAddress } address
            || !Uri.TryCreate(address, UriKind.Absolute, out var callBack) || callBack.Scheme is not ("http" or "https"))
            return null;
        if (!bool.TryParse(LenientJson.Text(body, "nlpFlag"), out var nlp))
            return null;
        // "needs to be set only when nlpFlag is set to true"
        if (!nlp && LenientJson.Text(body, "flowAccessCode") is { Length: > 0 })
            return null;
        return new RegisterRequest { CallBack = callBack, Token = token is { Length: > 0 } ? token : null, Nlp = nlp };
    }

    /// <summary>Whether a header could carry it; its characters are not restricted otherwise.</summary>
    public static bool IsToken(string? token) => token is null || (token.Length <= LongestToken && token.All(character => character is > ' ' and < '\x7f'));
}
