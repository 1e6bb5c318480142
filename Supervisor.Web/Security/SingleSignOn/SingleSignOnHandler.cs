using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>
/// The framework's code flow, with its state, correlation cookie and PKCE; addresses and backchannel are <see cref="ProviderClient"/>'s. Who it is comes from the userinfo endpoint, asked with the token that the
/// exchange of the code has given: docs/security.md says why that needs no id_token.
/// </summary>
internal sealed class SingleSignOnHandler(
    IOptionsMonitor<SingleSignOnSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    SingleSignOnOptions settings,
    ProviderClient provider) : OAuthHandler<SingleSignOnSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "SingleSignOn";

    /// <summary>Where the provider sends the browser back to: entered there as the redirect address.</summary>
    public const string CallbackPath = "/account/single-sign-on/callback";

    /// <summary>The page that says why somebody was not let in; <c>?reason=</c> takes a <see cref="SingleSignOnRefusal"/>.</summary>
    public const string RefusedPath = "/account/refused";

    private ProviderAddresses? _addresses;

    public static string RefusedAddress(SingleSignOnRefusal why) => $"{RefusedPath}?reason={why}";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        _addresses = await provider.FindAsync(Context.RequestAborted);
        if (_addresses is null) Response.Redirect(RefusedAddress(SingleSignOnRefusal.Unreachable));
        else await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        // the base knows no address of the provider, and returns "?client_id=..."
        var query = base.BuildChallengeUrl(properties, Public(redirectUri));
        return _addresses!.Authorization.Contains('?', StringComparison.Ordinal) ? $"{_addresses.Authorization}&{query[1..]}" : _addresses.Authorization + query;
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        if (!context.Properties.Items.TryGetValue(OAuthConstants.CodeVerifierKey, out var verifier)) return Failed("There is no code verifier.");
        var tokens = await provider.RedeemAsync(context.Code, Public(context.RedirectUri), verifier!, Context.RequestAborted);
        return tokens is null ? Failed("The code was not exchanged.") : OAuthTokenResponse.Success(tokens);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        // RFC 6749 section 7.1: a token of a kind that we do not know must not be used
        if (!string.Equals(tokens.TokenType, "Bearer", StringComparison.OrdinalIgnoreCase)) throw new AuthenticationFailureException("The token is not of the type Bearer.");
        var person = await provider.WhoAsync(tokens.AccessToken!, Context.RequestAborted) ?? throw new AuthenticationFailureException("The provider did not say who it is.");
        identity.AddClaims(person.Claims());
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private static OAuthTokenResponse Failed(string why) => OAuthTokenResponse.Failed(new AuthenticationFailureException(why));

    private string Public(string redirectUri) => settings.PublicAddress is { } address ? address.TrimEnd('/') + OriginalPathBase + CallbackPath : redirectUri;
}
