using System.Collections.Frozen;

namespace Supervisor.Web.Gateway;

/// <summary>The gateway's error codes, and our own failure words, as sentences for people (protocol.md section 5).</summary>
public static class RetCode
{
    /// <summary>Success.</summary>
    public const string Success = "0";

    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["0"] = "success",
        ["000-000"] = "unknown error at the gateway",
        ["000-001"] = "the gateway is set to another way of obtaining events",
        ["000-002"] = "wrong address, parameter or value",
        ["000-003"] = "no right to call this; usually the session id is out of date",
        ["000-004"] = "the gateway is switching over to its twin",
        ["000-005"] = "an inspector cannot inspect himself",
        ["000-006"] = "message parameter error",
        ["000-007"] = "called again before the last call was answered",
        ["100-001"] = "a sign-in parameter is empty or illegal",
        ["100-002"] = "signed in elsewhere",
        ["100-003"] = "the CTI platform is not available",
        ["100-004"] = "wrong user name or password",
        ["100-005"] = "illegal sign-out parameter",
        ["100-006"] = "the agent is not signed in",
        ["100-007"] = "internal error at the gateway",
        ["100-008"] = "already signed out",
        ["100-009"] = "the state cannot be set now",
        ["100-010"] = "the agent is in a call and cannot be signed out",
        ["100-011"] = "illegal sign-in parameter",
        ["100-012"] = "wrong agent type",
        ["100-013"] = "the phone number cannot be bound",
        ["100-014"] = "the phone number is outside the configured range",
        ["100-015"] = "signed in elsewhere, and the gateway does not allow taking over",
        ["100-016"] = "invalid IP address at sign-in",
        ["100-017"] = "uPortal authentication failed",
        ["100-018"] = "the VDN of the sign-in and of the playback differ",
        ["100-060"] = "the account cannot sign in",
        ["100-061"] = "the account is locked",
        ["100-062"] = "wrong user name or password",
        ["105-001"] = "the gateway has no data of this agent",
        ["105-002"] = "the gateway recovers from a disaster",
        ["105-003"] = "the gateway has recovered from a disaster",
        ["105-004"] = "the gateway could not queue the agent for recovery",
        ["105-005"] = "the gateway's recovery timed out",
        ["105-006"] = "the session id does not match after recovery",
        ["105-007"] = "the gateway's recovery is switched off",
        ["110-002"] = "the password could not be changed",
        ["110-003"] = "the old password is wrong",
        ["110-016"] = "the account is locked",
        ["110-021"] = "the account is locked after too many wrong passwords",
        ["600-001"] = "no skill queues are configured for this agent",
        ["999-001"] = "the gateway's own WAS address is wrong",
        [Failure.Connect] = "the gateway cannot be reached",
        [Failure.Timeout] = "the gateway did not answer in time",
        [Failure.Reset] = "the connection was cut",
        [Failure.Tls] = "the gateway's certificate is not trusted; set CaCertificate, or AllowInvalidCertificate for a try",
        [Failure.NotProtocol] = "the answer is not the gateway's protocol",
        [Failure.TooLarge] = "the answer was too large",
        [Failure.Ports] = "this machine has no free port left for another connection",
        [Failure.SignedOut] = "signed out by the gateway",
        [Failure.UnreadablePassword] = "the stored password cannot be read; enter it again",
        [Failure.Fault] = "internal fault of Supervisor; see the log",
    }.ToFrozenDictionary();

    /// <summary>What <paramref name="code"/> means, e.g. <c>wrong user name or password</c>. An unknown code is named as unknown, never dropped.</summary>
    public static string Describe(string code)
    {
        if (Sentences.TryGetValue(code, out var sentence)) return sentence;
        if (code.StartsWith(Failure.HttpPrefix, StringComparison.Ordinal)) return $"the gateway answered HTTP {code[Failure.HttpPrefix.Length..]}";
        return "a code that this version does not know";
    }

    /// <summary>Code and meaning for one line on the screen: <c>100-004 wrong user name or password</c>; our own failure words are left out.</summary>
    public static string Explain(string code) => char.IsAsciiDigit(code[0]) ? $"{code} {Describe(code)}" : Describe(code);
}
