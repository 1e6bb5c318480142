using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Supervisor.Web.Security;

/// <summary>
/// How much one visitor may ask. Passwords by address, since an account that locks stops one name and not a list of names; the API by user or token. The gateway is never counted:
/// what it delivers must not be refused, and its callbacks refuse a wrong token before they read anything.
/// </summary>
internal static class RequestLimits
{
    /// <summary>Passwords and one-time keys per minute and address, of IPv6 a /64: one machine has all addresses of it. An office behind one address signs in within a few minutes.</summary>
    public const int SignInsPerMinute = 60;

    /// <summary>Requests of the single sign-on per minute and address: two for each sign-in, one to the provider and one back.</summary>
    public const int SingleSignOnsPerMinute = 2 * SignInsPerMinute;

    /// <summary>Requests per second of one user or token to the API, with as many saved up as <see cref="ApiBurst"/>.</summary>
    public const int ApiPerSecond = 100;

    /// <summary>Requests that may come at once.</summary>
    public const int ApiBurst = 1000;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
        options.OnRejected = RefuseAsync;
    });

    /// <summary>The callback of the single sign-on is answered by the authentication, and never comes to the limits of all others: each call is a line in the audit, or a request to the provider.</summary>
    public static IApplicationBuilder UseLimitOfSingleSignOn(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/account/single-sign-on"),
        ways => ways.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
                RefusalFold.Source(context.Connection.RemoteIpAddress), _ => new() { PermitLimit = SingleSignOnsPerMinute, Window = TimeSpan.FromMinutes(1) })),
            OnRejected = RefuseAsync,
        }));

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var path = context.Request.Path;
        if (HttpMethods.IsPost(context.Request.Method) && (path.StartsWithSegments("/account/sign-in") || path.StartsWithSegments("/account/password") || path.StartsWithSegments("/setup")))
        {
            return RateLimitPartition.GetFixedWindowLimiter("sign-in " + RefusalFold.Source(context.Connection.RemoteIpAddress),
                _ => new() { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) });
        }

        return path.StartsWithSegments("/api") && context.User.Identity is { IsAuthenticated: true, Name: { } name }
            ? RateLimitPartition.GetTokenBucketLimiter($"api {context.User.FindFirstValue(ClaimTypes.NameIdentifier)} {name}",
                _ => new() { TokenLimit = ApiBurst, TokensPerPeriod = ApiPerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1) })
            : RateLimitPartition.GetNoLimiter("");
    }

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var response = refused.HttpContext.Response;
        if (!ApiRefusal.IsForPrograms(refused.HttpContext.Request)) refused.HttpContext.RequestServices.GetRequiredService<SignInMetrics>().Refused("limit");
        var seconds = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 60;
        response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests", detail: $"Try again in {seconds} s.").ExecuteAsync(refused.HttpContext);
    }
}
