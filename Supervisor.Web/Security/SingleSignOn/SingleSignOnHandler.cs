using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>
/// The framework's code flow, with its state, correlation cookie and PKCE; addresses and backchannel are <see cref="ProviderClient"/>'s, and who it is <see cref="PersonReader"/> finds out. The nonce travels in the
/// protected state, and so belongs to this attempt of this browser.
/// </summary>
internal sealed class SingleSignOnHandler(
    IOptionsMonitor<SingleSignOnSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    SingleSignOnOptions settings,
    ProviderClient provider,
    PersonReader people) : OAuthHandler<SingleSignOnSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "SingleSignOn";

    /// <summary>Where the provider sends the browser back to: entered there as the redirect address.</summary>
    public const string CallbackPath = "/account/single-sign-on/callback";

    /// <summary>The page that says why somebody was not let in; <c>?reason=</c> takes a <see cref="SingleSignOnRefusal"/>.</summary>
    public const string RefusedPath = "/account/refused";

    private const string NonceKey = ".nonce";

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
        // before the base seals the properties into the state
        var nonce = properties.Items[NonceKey] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        // the base knows no address of the provider, and returns "?client_id=..."
        var query = base.BuildChallengeUrl(properties, Public(redirectUri));
        if (_addresses!.IdTokens is not null) query += "&nonce=" + nonce;
        return _addresses.Authorization.Contains('?', StringComparison.Ordinal) ? $"{_addresses.Authorization}&{query[1..]}" : _addresses.Authorization + query;
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
        var (person, fault) = await people.WhoAsync(tokens.Response!.RootElement, properties.Items.TryGetValue(NonceKey, out var nonce) ? nonce : null, Context.RequestAborted);
        if (fault is not null) throw new SingleSignOnRefusedException(fault);
        if (person is null) throw new AuthenticationFailureException("The provider did not say who it is.");
        identity.AddClaims(person.Claims());
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private static OAuthTokenResponse Failed(string why) => OAuthTokenResponse.Failed(new AuthenticationFailureException(why));

    private string Public(string redirectUri) => settings.PublicAddress is { } address ? address.TrimEnd('/') + OriginalPathBase + CallbackPath : redirectUri;
}
