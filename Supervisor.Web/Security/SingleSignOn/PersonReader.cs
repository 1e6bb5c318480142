using System.Text.Json;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>
/// Finds out who has signed in at the provider. An OpenID Connect provider says it in the id_token, which is checked first; userinfo is asked for what is missing there. A plain OAuth 2 provider has userinfo only.
/// </summary>
internal sealed class PersonReader(ProviderClient provider, SingleSignOnOptions options, TimeProvider time, SingleSignOnTrouble trouble)
{
    /// <summary>Who it is, or why what was said is no proof; neither where the provider cannot be asked, and the log says why.</summary>
    /// <param name="tokens">Answer of the token endpoint, with an access token.</param>
    /// <param name="nonce">Of this attempt.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<(ExternalPerson? Person, string? Fault)> WhoAsync(JsonElement tokens, string? nonce, CancellationToken cancellationToken)
    {
        if (await provider.FindAsync(cancellationToken) is not { } addresses) return default;
        var said = new List<JsonElement>();
        if (addresses.IdTokens is { } issuer)
        {
            // asked for at each sign-in: so keys that the provider has changed need no care
            if (await provider.KeysAsync(issuer, cancellationToken) is not { } keys) return default;
            var (claims, fault) = await IdToken.ReadAsync(tokens.Text("id_token"), new(issuer.Name, options.ClientId!, nonce, keys), time.GetUtcNow());
            if (fault is not null) return (null, fault);
            said.Add(claims);
            if (ExternalPerson.Read(said, options) is { Roles.Count: > 0 } complete) return (complete, null);
        }

        if (await provider.UserInfoAsync(addresses, tokens.Text("access_token")!, cancellationToken) is not { } userInfo) return default;
        // OpenID Connect Core 1.0, section 5.3.2: else it may be about anybody
        if (said is [var idToken] && userInfo.Text("sub") != idToken.Text("sub")) return (null, "userinfo is not about whom the id_token names (sub)");
        said.Add(userInfo);
        if (ExternalPerson.Read(said, options) is { } person) return (person, null);
        trouble.OfProvider(addresses.UserInfo, $"there is no single {options.SubjectClaim} or no {options.NameClaim}");
        return default;
    }
}
