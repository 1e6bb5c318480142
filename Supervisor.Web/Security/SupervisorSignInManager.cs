using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Supervisor.Web.Components;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Security;

/// <summary>Keeps disabled users out: at sign-in, and when the cookie of an earlier sign-in is checked again. Who signs in finds the language chosen before, in whatever browser.</summary>
internal sealed class SupervisorSignInManager(
    UserManager<SupervisorUser> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<SupervisorUser> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<SupervisorUser>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<SupervisorUser> confirmation,
    SignInMetrics metrics,
    SignInAudit audit,
    EndedSignIns ended,
    TimeProvider time)
    : SignInManager<SupervisorUser>(users, context, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(SupervisorUser user) => user.Enabled && await base.CanSignInAsync(user);

    public override async Task<SignInResult> CheckPasswordSignInAsync(SupervisorUser user, string password, bool lockoutOnFailure) =>
        metrics.Checked(await base.CheckPasswordSignInAsync(user, password, lockoutOnFailure));

    public override async Task SignInWithClaimsAsync(SupervisorUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var before = (await Context.AuthenticateAsync(AuthenticationScheme)).Principal;
        var again = before is not null && UserManager.GetUserId(before) == user.Id;
        List<Claim> claimed = [.. additionalClaims, EndedSignIns.Begin(again ? before : null)];
        await base.SignInWithClaimsAsync(user, authenticationProperties, claimed);
        // somebody else at the same browser: pages of theirs must not go on under their name
        if (before is not null && !again) ended.EndAfter(Context.Response, before);
        await audit.SignedInAsync(user.UserName!, claimed.Find(x => x.Type == ClaimTypes.AuthenticationMethod)?.Value ?? "password", Context.Connection.RemoteIpAddress);
        if (Language.Named(user.Language) is { } language) Context.Remember(language);
    }

    public override async Task<SupervisorUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { } user && user.MayStay(time.GetUtcNow()) ? user : null;
}
