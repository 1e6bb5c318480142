using Supervisor.Domain.Codes;

namespace Supervisor.Web.Features.Credentials;

/// <summary>What a gateway refuses in a new password (protocol.md section 5, 110-017 to -020 and -022), in the words of the catalogue.</summary>
internal static class PasswordRules
{
    public const int Shortest = 8;
    public const int Longest = 30;

    /// <summary>Every error, before anything is sent.</summary>
    /// <param name="names">What the account may be called: agent id, name.</param>
    /// <param name="old">The password that holds now.</param>
    /// <param name="form">The new one.</param>
    public static List<FieldError> Check(IEnumerable<string> names, string old, NewPasswordForm form)
    {
        var errors = new List<FieldError>();
        var fresh = form.Password;
        if (fresh.Length is < Shortest or > Longest) errors.Add(Refused("110-020"));
        // the pattern itself is the gateway's own and not told; this much every gateway asks for
        if (fresh.Any(letter => letter is <= ' ' or > '~')) errors.Add(new("newPassword", "Use letters, digits and signs without spaces."));
        if (fresh == old) errors.Add(Refused("110-017"));
        if (names.Any(name => name.Length > 0 && IsNameOrReverse(name, fresh))) errors.Add(Refused("110-018"));
        if (fresh != form.Repetition) errors.Add(Refused("110-022") with { Field = "repetition" });
        return errors;
    }

    private static FieldError Refused(string code) => new("newPassword", ErrorCatalogue.Find(code).Meaning.InWords());

    private static bool IsNameOrReverse(string name, string password) =>
        password.Equals(name, StringComparison.OrdinalIgnoreCase) || password.Equals(new string([.. name.Reverse()]), StringComparison.OrdinalIgnoreCase);
}
