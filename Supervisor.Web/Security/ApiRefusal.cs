namespace Supervisor.Web.Security;

/// <summary>Programs get a status and a problem (RFC 9457), never a redirect to a page.</summary>
internal static class ApiRefusal
{
    public static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/hubs");

    public static Task WriteAsync(HttpContext context, int status) => TypedResults.Problem(
        statusCode: status,
        title: status == StatusCodes.Status401Unauthorized ? "Not signed in" : "Not allowed",
        detail: status == StatusCodes.Status401Unauthorized
            ? "Send a valid token as 'Authorization: Bearer TOKEN', or sign in."
            : "The role of this token or user does not allow this.").ExecuteAsync(context);
}
