using System.Text.Json;
using System.Text.RegularExpressions;
using Supervisor.Simulator.Callbacks;

namespace Supervisor.Simulator.Protocol;

/// <summary>The sign-in body of the seed text "Signing In", table 3, with its defaults and limits.</summary>
internal sealed partial record SignInRequest
{
    public static readonly SignInRequest Default = new();

    public string Password { get; init; } = "";

    public bool AutoAnswer { get; init; } = true;

    public bool AutoEnterIdle { get; init; } = true;

    public bool ReleasePhone { get; init; } = true;

    public bool PhoneLinkage { get; init; }

    public bool CheckInWebm { get; init; } = true;

    /// <summary>3 busy, 4 idle, 5 wrap-up.</summary>
    public int Status { get; init; } = 4;

    /// <summary>Both callBackUri and serviceToken came: events are pushed. One of the two alone keeps the polling mode.</summary>
    public PushTarget? Push { get; init; }

    /// <summary>Returns a code to refuse with, or null and the request.</summary>
    public static string? Parse(ReadOnlyMemory<byte> json, out SignInRequest request)
    {
        request = Default;
        try
        {
            // a byte order mark is not JSON, yet some clients send it
            if (json.Span.StartsWith("\uFEFF"u8))
                json = json[3..];
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Parse(document.RootElement, out request) : RetCode.IllegalSignIn;
        }
        catch (JsonException)
        {
            return RetCode.IllegalSignIn;
        }
    }

    private static string? Parse(JsonElement body, out SignInRequest request)
    {
        request = Default;
        var password = LenientJson.Text(body, "password");
        if (password is null or { Length: > 32 } || LenientJson.Text(body, "phonenum") is not { Length: > 0 and <= 24 })
            return RetCode.IllegalSignIn;
        if (!LenientJson.TryInteger(body, "agenttype", 4, out var agentType) || agentType is not (4 or 11))
            return RetCode.WrongAgentType;
        if (LenientJson.Text(body, "ip") is { Length: > 0 } ip && (ip.Length > 15 || !IPv4().IsMatch(ip)))
            return RetCode.InvalidIp;
        var token = LenientJson.Text(body, "serviceToken");
        if (!IsServiceToken(token)
            || !TryAddress(LenientJson.Text(body, "callBackUri"), out var callBack)
            || LenientJson.Text(body, "vcPhoneNumber") is { Length: > 24 }
            || LenientJson.Text(body, "serviceworkid") is { Length: > 30 }
            || !LenientJson.TryInteger(body, "status", 4, out var status) || status is < 3 or > 5
            || !LenientJson.TryFlag(body, "autoanswer", true, out var autoAnswer)
            || !LenientJson.TryFlag(body, "autoenteridle", true, out var autoEnterIdle)
            || !LenientJson.TryFlag(body, "releasephone", true, out var releasePhone)
            || !LenientJson.TryFlag(body, "phonelinkage", false, out var phoneLinkage)
            || !LenientJson.TryFlag(body, "checkInWebm", true, out var checkInWebm)
            || !LenientJson.TryFlag(body, "checkInMailm", false, out _)
            || !LenientJson.TryFlag(body, "listenStatus", false, out _))
            return RetCode.IllegalSignIn;
        request = new SignInRequest
        {
            Password = password,
            AutoAnswer = autoAnswer,
            AutoEnterIdle = autoEnterIdle,
            ReleasePhone = releasePhone,
            PhoneLinkage = phoneLinkage,
            CheckInWebm = checkInWebm,
            Status = status,
            Push = callBack is not null && token is { Length: > 0 } ? new PushTarget(callBack, token) : null,
        };
        return null;
    }

    /// <summary>At most 50 characters, none of them special ("Otherwise, 100-001 is returned").</summary>
    public static bool IsServiceToken(string? token) => token is null || (token.Length <= 50 && token.All(char.IsAsciiLetterOrDigit));

    /// <summary>False when there is one that nothing can be sent to.</summary>
    private static bool TryAddress(string? text, out Uri? address)
    {
        address = null;
        return text is null or "" || (Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https");
    }

    [GeneratedRegex(@"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$", RegexOptions.CultureInvariant)]
    private static partial Regex IPv4();
}
