using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Security;

/// <summary>Lets programs in by <c>Authorization: Bearer TOKEN</c>; browsers' hub connections, which cannot send headers, by <c>?access_token=</c>. Every request asks the store, so a revoked token ends at once.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    IDbContextFactory<SupervisorDb> databases,
    SignInAudit audit) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiToken";

    /// <summary>Begins the names of tokens where a person's name stands otherwise; no user name may have a colon.</summary>
    public const string NamePrefix = "token:";

    private const string Bearer = "Bearer ";

    /// <summary>True when the request brings a token, good or bad: then its cookie is not looked at.</summary>
    public static bool IsMeant(HttpRequest request) => TokenOf(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token) return AuthenticateResult.NoResult();
        var hash = RandomSecret.Hash(token);
        await using var db = await databases.CreateDbContextAsync(Context.RequestAborted);
        var known = await db.Tokens.AsNoTracking().SingleOrDefaultAsync(x => x.Hash == hash, Context.RequestAborted);
        if (known is not { RevokedAt: null })
        {
            await audit.RefusedTokenAsync(known?.Name, Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Fail("Unknown or revoked token.");
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, NamePrefix + known.Name), new Claim(ClaimTypes.Role, known.Role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiRefusal.WriteAsync(Context, StatusCodes.Status401Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ApiRefusal.WriteAsync(Context, StatusCodes.Status403Forbidden);

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return header[Bearer.Length..].Trim();
        return request.Path.StartsWithSegments("/hubs") && request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
    }
}
