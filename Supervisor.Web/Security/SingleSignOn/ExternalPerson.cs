using System.Security.Claims;
using System.Text.Json;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>Somebody whom the provider vouches for.</summary>
/// <param name="Subject">Never changes for a person, at this provider.</param>
/// <param name="Name">User name there, as it is now.</param>
/// <param name="Roles">Our roles that the claims give; none for somebody who has no business here.</param>
internal sealed record ExternalPerson(string Subject, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>Reads what the provider has said; null where that does not tell who it is. Each claim counts as the first one that has it says.</summary>
    public static ExternalPerson? Read(IReadOnlyList<JsonElement> said, SingleSignOnOptions options) =>
        Texts(said, options.SubjectClaim) is [{ Length: > 0 } subject] && Texts(said, options.NameClaim) is [{ Length: > 0 } name]
            ? new ExternalPerson(subject, name.Trim(), options.RolesOf(Texts(said, options.RoleClaim)))
            : null;

    /// <summary>What came through the framework's handler.</summary>
    public static ExternalPerson From(ClaimsPrincipal principal) =>
        new(principal.FindFirstValue(ClaimTypes.NameIdentifier)!, principal.FindFirstValue(ClaimTypes.Name)!, [.. principal.FindAll(ClaimTypes.Role).Select(x => x.Value)]);

    /// <summary>For the way through the framework's handler.</summary>
    public IEnumerable<Claim> Claims() => [new(ClaimTypes.NameIdentifier, Subject), new(ClaimTypes.Name, Name), .. Roles.Select(x => new Claim(ClaimTypes.Role, x))];

    private static IReadOnlyList<string> Texts(IReadOnlyList<JsonElement> said, string claim) => said.Select(answer => Texts(Find(answer, claim))).FirstOrDefault(texts => texts.Count > 0, []);

    // the names of some claims are addresses with dots in them: so the whole name is tried before it is a path
    private static JsonElement Find(JsonElement answer, string claim)
    {
        if (answer.ValueKind != JsonValueKind.Object) return default;
        if (answer.TryGetProperty(claim, out var whole)) return whole;
        foreach (var part in claim.Split('.'))
            if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(part, out answer)) return default;
        return answer;
    }

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Array => [.. value.EnumerateArray().Where(x => x.ValueKind == JsonValueKind.String).Select(x => x.GetString()!)],
        _ => [],
    };
}
