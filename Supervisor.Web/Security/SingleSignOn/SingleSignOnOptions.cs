using System.Diagnostics.CodeAnalysis;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>Configuration section <c>SingleSignOn</c>: an OAuth 2 or OpenID Connect provider that says who somebody is and which roles they have. Off while nothing is configured.</summary>
public sealed class SingleSignOnOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "SingleSignOn";

    /// <summary>What the sign-in page calls the provider, at most 40 characters.</summary>
    public string Name { get; set; } = "single sign-on";

    /// <summary>Issuer of an OpenID Connect provider, where its addresses are found out. Null where the three addresses are given.</summary>
    public string? Authority { get; set; }

    /// <summary>Where browsers are sent to sign in.</summary>
    public string? AuthorizationEndpoint { get; set; }

    /// <summary>Where we exchange the code.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>Where we ask who it is.</summary>
    public string? UserInfoEndpoint { get; set; }

    /// <summary>How the provider knows us.</summary>
    public string? ClientId { get; set; }

    /// <summary>Our secret there. One of this and <see cref="ClientSecretFile"/>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>File with the secret in its first line.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>What is asked for, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>Claim that never changes for a person. Accounts are found by it.</summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>Claim with the user name.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>Claim with the roles or groups; a path like <c>realm_access.roles</c> leads into objects.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Hours after which the provider has to be asked again, 1 to 168: so long a role that was taken away there may still hold here.</summary>
    public int SessionHours { get; set; } = 12;

    /// <summary>Our own address for browsers where it is another than the one of the request: behind a proxy that ends TLS.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Under which name of the provider accounts are kept. Null: <see cref="Authority"/>, or <see cref="TokenEndpoint"/>. For a provider that has moved.</summary>
    public string? Issuer { get; set; }

    /// <summary>Values of the role claim, for each of our roles (<c>SingleSignOn:Roles:admin:0</c>).</summary>
    internal IReadOnlyDictionary<string, string[]> Mapping { get; private set; } = new Dictionary<string, string[]>();

    /// <summary>Something is configured, good or bad.</summary>
    [MemberNotNullWhen(true, nameof(ClientId))]
    internal bool IsConfigured { get; private set; }

    /// <summary>Under which name of the provider accounts are kept.</summary>
    internal string KeptIssuer => Issuer ?? Authority ?? TokenEndpoint ?? "";

    /// <summary>Our roles for values of the role claim.</summary>
    internal IReadOnlyList<string> RolesOf(IEnumerable<string> values)
    {
        var given = values.ToHashSet(StringComparer.Ordinal);
        return [.. Security.Roles.All.Where(role => Mapping.TryGetValue(role, out var wanted) && wanted.Any(given.Contains))];
    }

    internal static SingleSignOnOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var options = new SingleSignOnOptions();
        section.Bind(options);
        options.IsConfigured = section.AsEnumerable().Any(entry => !string.IsNullOrWhiteSpace(entry.Value));
        // a list, or one value for short; beside a list some sources give an empty value too
        options.Mapping = section.GetSection("Roles").GetChildren().ToDictionary(
            role => role.Key, role => role.GetChildren().Select(x => x.Value ?? "").DefaultIfEmpty(role.Value ?? "").ToArray(), StringComparer.Ordinal);
        return options;
    }

    /// <summary>The secret, from wherever it is kept.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal string Secret() => ClientSecretFile is { Length: > 0 } file ? File.ReadLines(file).FirstOrDefault("").Trim() : ClientSecret ?? "";
}
