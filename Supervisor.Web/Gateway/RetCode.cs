using Supervisor.Domain.Codes;

namespace Supervisor.Web.Gateway;

/// <summary>The gateway's error codes, and our own failure words, as English sentences for the log (protocol.md section 5; <see cref="ErrorCatalogue"/>).</summary>
public static class RetCode
{
    /// <summary>Success.</summary>
    public const string Success = "0";

    // "The number of login agents has exceeded that permitted for this VDN.", also in a variant for video (protocol.md section 5, text messages)
    private const string LoginLimitText = "number of login agents has exceeded";

    /// <summary>What <paramref name="code"/> means, e.g. <c>wrong user name or password</c>. An unknown code is named as unknown, never dropped.</summary>
    public static string Describe(string code) => ErrorCatalogue.Find(code).Meaning.English;

    /// <summary>Code and meaning for one line: <c>100-004 wrong user name or password</c>; our own failure words are left out.</summary>
    public static string Explain(string code) => code.Length > 0 && char.IsAsciiDigit(code[0]) ? $"{code} {Describe(code)}" : Describe(code);

    /// <summary>The code that stands for a message which some gateways send instead of one; null for every other message.</summary>
    /// <param name="message">The <c>message</c> of an answer.</param>
    public static string? OfMessage(string message) => message.Contains(LoginLimitText, StringComparison.OrdinalIgnoreCase) ? Failure.LoginLimit : null;
}
