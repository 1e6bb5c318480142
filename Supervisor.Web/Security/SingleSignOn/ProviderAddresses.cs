namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>Where the provider is met.</summary>
/// <param name="Authorization">Browsers sign in there.</param>
/// <param name="Token">We exchange codes there.</param>
/// <param name="UserInfo">We ask there who it is.</param>
/// <param name="SecretInBody">How our secret is shown at <paramref name="Token"/>: in the form, or as basic authentication.</param>
/// <param name="IdTokens">Who signs its id_tokens; null where there is no discovery, which is plain OAuth 2.</param>
internal sealed record ProviderAddresses(string Authorization, string Token, string UserInfo, bool SecretInBody, IdTokenIssuer? IdTokens);

/// <summary>Who signs id_tokens.</summary>
/// <param name="Name">As discovery names it: <c>iss</c> has to be the same, letter by letter.</param>
/// <param name="Keys">Address of the public keys.</param>
internal sealed record IdTokenIssuer(string Name, string Keys);
