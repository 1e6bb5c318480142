namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>Where the provider is met.</summary>
/// <param name="Authorization">Browsers sign in there.</param>
/// <param name="Token">We exchange codes there.</param>
/// <param name="UserInfo">We ask there who it is.</param>
/// <param name="SecretInBody">How our secret is shown at <paramref name="Token"/>: in the form, or as basic authentication.</param>
internal sealed record ProviderAddresses(string Authorization, string Token, string UserInfo, bool SecretInBody);
