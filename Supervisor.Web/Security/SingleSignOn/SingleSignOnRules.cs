namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>What has to hold of <see cref="SingleSignOnOptions"/> before anything starts.</summary>
internal static class SingleSignOnRules
{
    /// <summary>Every error, with its key; never a secret.</summary>
    public static IEnumerable<(string Key, string Error)> Check(SingleSignOnOptions options) =>
        options.IsConfigured ? Faults(options).Select(x => ($"{SingleSignOnOptions.Section}:{x.Key}", x.Error)) : [];

    /// <summary>True for https, and for http on this machine: what goes there are codes and secrets.</summary>
    internal static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;

    private static IEnumerable<(string Key, string Error)> Faults(SingleSignOnOptions options)
    {
        if (options.Name.Trim().Length is < 1 or > 40) yield return (nameof(options.Name), "must have 1 to 40 characters");
        foreach (var fault in Addresses(options)) yield return fault;
        if (string.IsNullOrWhiteSpace(options.ClientId)) yield return (nameof(options.ClientId), "is needed");
        if (SecretFault(options) is { } secret) yield return secret;
        foreach (var (key, claim) in new[] { (nameof(options.SubjectClaim), options.SubjectClaim), (nameof(options.NameClaim), options.NameClaim), (nameof(options.RoleClaim), options.RoleClaim) })
            if (string.IsNullOrWhiteSpace(claim)) yield return (key, "is needed");
        if (options.SessionHours is < 1 or > 168) yield return (nameof(options.SessionHours), "must be 1 to 168");
        if (options.PublicAddress is not null && (!IsSafe(options.PublicAddress) || new Uri(options.PublicAddress).PathAndQuery != "/"))
            yield return (nameof(options.PublicAddress), "must be like https://supervisor.example, without a path");
        foreach (var fault in Mapping(options)) yield return fault;
    }

    private static IEnumerable<(string Key, string Error)> Addresses(SingleSignOnOptions options)
    {
        var single = new[]
        {
            (Key: nameof(options.AuthorizationEndpoint), Value: options.AuthorizationEndpoint),
            (Key: nameof(options.TokenEndpoint), Value: options.TokenEndpoint),
            (Key: nameof(options.UserInfoEndpoint), Value: options.UserInfoEndpoint),
        };
        if (options.Authority is null)
        {
            foreach (var (key, value) in single)
                if (string.IsNullOrWhiteSpace(value)) yield return (key, "is needed where there is no Authority");
        }
        else
        {
            if (!IsSafe(options.Authority)) yield return (nameof(options.Authority), Unsafe);
            if (!options.Scopes.Split(' ').Contains("openid")) yield return (nameof(options.Scopes), "must contain openid where there is an Authority");
            foreach (var (key, value) in single)
                if (!string.IsNullOrWhiteSpace(value)) yield return (key, "must not be given beside Authority, which names it");
        }

        foreach (var (key, value) in single)
            if (!string.IsNullOrWhiteSpace(value) && !IsSafe(value)) yield return (key, Unsafe);
    }

    private static string Unsafe => "must be an https address (http only on this machine)";

    private static (string Key, string Error)? SecretFault(SingleSignOnOptions options)
    {
        if (options is { ClientSecret.Length: > 0, ClientSecretFile.Length: > 0 }) return (nameof(options.ClientSecretFile), "must not be given beside ClientSecret");
        if (options is not { ClientSecret.Length: > 0 } and not { ClientSecretFile.Length: > 0 }) return (nameof(options.ClientSecret), "is needed, or ClientSecretFile");
        try
        {
            return options.Secret().Length > 0 ? null : (nameof(options.ClientSecretFile), "has an empty first line");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (nameof(options.ClientSecretFile), "cannot be read");
        }
    }

    private static IEnumerable<(string Key, string Error)> Mapping(SingleSignOnOptions options)
    {
        if (options.Mapping.Count == 0) yield return ("Roles", "is needed: which values of the role claim give which role, like SingleSignOn:Roles:supervisor:0=floor-leads");
        foreach (var (role, values) in options.Mapping)
        {
            if (!Roles.All.Contains(role)) yield return ($"Roles:{role}", $"is no role; there are {string.Join(", ", Roles.All)}");
            if (values.Any(string.IsNullOrWhiteSpace)) yield return ($"Roles:{role}", "needs values of the role claim, none of them empty");
        }
    }
}
