using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Supervisor.Web.Features.Credentials;

/// <summary>What the gateway accepts in a sign-in (seed text "Signing In", tables 1 and 3; agent ids up to 999999 as newer gateways have them, protocol.md section 8).</summary>
internal static partial class CredentialRules
{
    // "24 characters", of whatever kind (seed text "Signing In", phonenum): a softphone may well be known by a name
    private const int LongestPhoneNumber = 24;

    /// <summary>Every error of <paramref name="form"/>; the gateway's name is left to the store.</summary>
    public static List<FieldError> Check(CredentialForm form)
    {
        var errors = new List<FieldError>();
        CheckAgentId(form.AgentId.Trim(), errors);
        Text("name", form.Name, 100, errors);
        Text("team", form.Team, 100, errors);
        if (string.IsNullOrWhiteSpace(form.PhoneNumber)) errors.Add(new("phoneNumber", "The phone number is missing."));
        else if (form.PhoneNumber.Trim() is var phone && (phone.Length > LongestPhoneNumber || !Unbroken().IsMatch(phone))) errors.Add(new("phoneNumber", "The phone number must be 1 to {0} characters without blanks, like 40038.", LongestPhoneNumber));
        CheckPassword(form.Password, errors);
        if (form.SignInStatus is not (3 or 4 or 5)) errors.Add(new("signInStatus", "The sign-in status must be 3 (busy), 4 (idle) or 5 (wrap-up)."));
        if (form.AgentType is not (4 or 11)) errors.Add(new("agentType", "The agent type must be 4 (PC and phone) or 11 (PC and phone with video)."));
        if (!IPv4().IsMatch(form.Ip.Trim())) errors.Add(new("ip", "The agent's address must be an IPv4 address."));
        if (!string.IsNullOrWhiteSpace(form.EntryIp) && !IPAddress.TryParse(form.EntryIp.Trim(), out _)) errors.Add(new("entryIp", "The entry address must be an IP address."));
        Text("vcPhoneNumber", form.VcPhoneNumber, 24, errors);
        Text("serviceWorkId", form.ServiceWorkId, 30, errors);
        Text("skills", form.Skills, 100, errors);
        if (!SkillList().IsMatch(form.Skills.Trim())) errors.Add(new("skills", "Skills must be numbers, separated by semicolons."));
        return errors;
    }

    public static void CheckAgentId(string agentId, List<FieldError> errors)
    {
        if (agentId.Length == 0) errors.Add(new("agentId", "The agent id is missing."));
        else if (!Number().IsMatch(agentId) || int.Parse(agentId, CultureInfo.InvariantCulture) < 101) errors.Add(new("agentId", "The agent id must be a number from 101 to 999999."));
    }

    public static void CheckPassword(string? password, List<FieldError> errors)
    {
        if (password is { Length: > 32 }) errors.Add(new("password", "The password has more than {0} characters.", 32));
        if (password is not null && password.Any(char.IsControl)) errors.Add(new("password", "The password has a control character."));
    }

    private static void Text(string field, string? text, int longest, List<FieldError> errors)
    {
        if (text is null) return;
        if (text.Trim().Length > longest) errors.Add(new(field, "More than {0} characters.", longest));
        if (text.Any(char.IsControl)) errors.Add(new(field, "There is a control character in it."));
    }

    [GeneratedRegex(@"^[^\s\p{C}]+\z")]
    private static partial Regex Unbroken();

    [GeneratedRegex(@"^[1-9]\d{0,5}\z", RegexOptions.ECMAScript)]
    private static partial Regex Number();

    [GeneratedRegex(@"^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.|\z)){4}(?<!\.)\z")]
    private static partial Regex IPv4();

    [GeneratedRegex(@"^([0-9]+(;[0-9]+)*;?)?\z")]
    private static partial Regex SkillList();
}
