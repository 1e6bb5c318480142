using Microsoft.AspNetCore.Authentication;

namespace Supervisor.Web.Security.SingleSignOn;

/// <summary>The provider's proof of who somebody is does not hold. The framework's handler knows no other way to its own failure event.</summary>
internal sealed class SingleSignOnRefusedException(string why) : AuthenticationFailureException(why);
