using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Floor;

/// <summary>What a new password must be like (protocol.md section 5, 110-017 to 110-020).</summary>
internal static class PasswordRules
{
    /// <summary>The code to refuse with, or null. Only a letter with a digit and no blank makes the "pattern": the documents do not say which one.</summary>
    public static string? Refuses(SimulatedAgent agent, string password)
    {
        if (string.Equals(password, agent.Password, StringComparison.Ordinal))
            return RetCode.PasswordSameAsOld;
        if (password.Length is < 8 or > 30)
            return RetCode.PasswordLength;
        if (Same(password, agent.Name) || Same(password, new string([.. agent.Name.Reverse()])))
            return RetCode.PasswordIsName;
        return password.Any(char.IsLetter) && password.Any(char.IsAsciiDigit) && !password.Any(char.IsWhiteSpace) ? null : RetCode.PasswordPattern;
    }

    private static bool Same(string password, string name) => string.Equals(password, name, StringComparison.OrdinalIgnoreCase);
}
