namespace Supervisor.Web.Callbacks;

/// <summary>Counts callbacks that were refused; one line in the log a minute at most, however many there are.</summary>
internal sealed class RefusedCallbacks(TimeProvider time, ILogger<RefusedCallbacks> logger)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;
    private long _unsaid;
    private long _total;

    /// <summary>Refused since the start.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Refuses a caller without a right token: 401, and nothing of the request is read.</summary>
    /// <param name="context">The request.</param>
    public IResult WrongToken(HttpContext context)
    {
        Interlocked.Increment(ref _total);
        lock (_gate)
        {
            _unsaid++;
            var now = time.GetUtcNow();
            if (now - _saidAt >= Quiet)
            {
                logger.WrongToken(_unsaid, context.Request.Path, context.Connection.RemoteIpAddress);
                (_saidAt, _unsaid) = (now, 0);
            }
        }

        return CallbackAnswer.Refused(StatusCodes.Status401Unauthorized, "The service_token is missing or not valid.");
    }
}
