namespace Supervisor.Web.Callbacks;

/// <summary>
/// What we answer to a gateway that calls us back: <c>message</c> and <c>retcode</c>, "0" for success (protocol.md section 7.2). Refusals are
/// problem details that carry the same two members.
/// </summary>
internal static class CallbackAnswer
{
    /// <summary>How long a gateway waits for a slow disk before it is answered all the same: it sends only once (protocol.md section 7.4).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private static readonly byte[] Done = """{"message":"success","retcode":"0"}"""u8.ToArray();

    /// <summary>Taken.</summary>
    public static IResult Success { get; } = new SuccessResult();

    /// <summary>Not taken, and nothing has changed.</summary>
    /// <param name="status">HTTP status, 400 to 503.</param>
    /// <param name="title">What is wrong, without anything from the request.</param>
    public static IResult Refused(int status, string title) =>
        Results.Problem(statusCode: status, title: title, extensions: new Dictionary<string, object?> { ["message"] = title, ["retcode"] = "1" });

    private sealed class SuccessResult : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = Done.Length;
            return httpContext.Response.Body.WriteAsync(Done, httpContext.RequestAborted).AsTask();
        }
    }
}
