using Microsoft.AspNetCore.Authentication.OAuth;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>The framework's options for the scheme. They are asked for with every request, before a provider's addresses can have been found out: the start has checked the configuration instead.</summary>
internal sealed class SingleSignOnSchemeOptions : OAuthOptions
{
    /// <inheritdoc />
    public override void Validate()
    {
    }
}
