namespace Supervisor.Web.Security;

/// <summary>
/// Keeps pages of other sites off the hubs of whoever is signed in here: a browser opens a WebSocket for any page, with our cookie where the site is the same but for port or subdomain, and leaves it to the server to
/// look where it comes from. Whoever shows a token may come from anywhere.
/// </summary>
internal static class ForeignOrigin
{
    private const string ForwardedHost = "X-Forwarded-Host";

    public static IApplicationBuilder UseOriginOfHubs(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/hubs") && context.User.Identity is { IsAuthenticated: true } && !ApiTokenHandler.IsMeant(context.Request) && IsForeign(context.Request)
            ? TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title: "Not allowed", detail: "A page of another site cannot use the sign-in at this one. Send a token.").ExecuteAsync(context)
            : next(context));

    /// <summary>
    /// Whether the browser says that a page of another site asks. A proxy may have put a host of its own in the place of ours, so the forwarded one counts as well, whoever sends it: no page can make a browser send
    /// that header with a WebSocket.
    /// </summary>
    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0) return false;
        if (!Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)) return true;
        var forwarded = request.Headers[ForwardedHost].ToString().Split(',')[0].Trim();
        return !IsAt(origin, request.Host.Value) && !IsAt(origin, forwarded);
    }

    // by the origin's scheme, since a proxy that ends TLS leaves us the other one: it only decides which port goes without saying
    private static bool IsAt(Uri origin, string? host) => Uri.TryCreate($"{origin.Scheme}://{host}", UriKind.Absolute, out var own) && own.Authority == origin.Authority;
}
