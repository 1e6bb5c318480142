using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Supervisor.Web.Security;

/// <summary>What a cookie has to pass beside the framework's look every <c>Security:RevalidateSeconds</c>.</summary>
internal static class CookieCheck
{
    /// <summary>
    /// Its sign-in has not ended: an answer that was on the way meanwhile may have brought the cookie back. And who connects a page is looked at in any case: one that was cut came back on a cookie which had been
    /// looked at a moment before. The same for what changes something over the API: what is made there would outlive the minute.
    /// </summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } user && !await MayComeInAsync(context.HttpContext, user))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    private static async Task<bool> MayComeInAsync(HttpContext http, ClaimsPrincipal user) => http.Request.Path.StartsWithSegments("/_blazor") || Changes(http.Request)
        ? await http.RequestServices.GetRequiredService<StandingWatch>().MayStayAsync(user, http.RequestAborted)
        : !http.RequestServices.GetRequiredService<EndedSignIns>().Has(user);

    private static bool Changes(HttpRequest request) => request.Path.StartsWithSegments("/api") && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
}
