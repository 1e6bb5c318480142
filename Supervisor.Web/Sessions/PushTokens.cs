using Supervisor.Domain.Sessions;
using Supervisor.Web.Callbacks;

namespace Supervisor.Web.Sessions;

/// <summary>
/// The service tokens of one session in push mode. The one given at sign-in is replaced each minute through the heartbeat (seed text "Maintaining the
/// Heartbeat by an Agent", service_token). While a heartbeat's answer is unknown both are accepted; the one before ends <see cref="Overlap"/> later,
/// for what is already on the wire. Used by the session's own loop only.
/// </summary>
internal sealed class PushTokens(PushFeed feed, TokenTable<PushFeed> callers)
{
    /// <summary>How long a token is used: one minute, reached a little early so that a heartbeat each 30 s finds it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1) - (SessionMachine.HeartbeatInterval / 10);

    /// <summary>How long the token before stays accepted.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private string? _current;
    private string? _offered;
    private string? _previous;
    private DateTimeOffset _since, _previousUntil;

    /// <summary>What the gateway shows us, also after the end: an agent who was left signed in is taken over with it. Null before the sign-in. For the file of sign-ins only.</summary>
    public string? Current => _current;

    /// <summary>All that are accepted now; for comparing only.</summary>
    public string?[] Accepted => [_current, _offered, _previous];

    /// <summary>For a new sign-in: all earlier tokens end, for what an old session still sends is no longer true.</summary>
    public string Begin(DateTimeOffset now, string? kept = null)
    {
        End();
        _since = now;
        return _current = Accept(kept ?? ServiceToken.New());
    }

    /// <summary>What the next heartbeat shows.</summary>
    /// <param name="now">When (UTC).</param>
    /// <param name="renews">False where the gateway's heartbeat takes no token.</param>
    public string ToShow(DateTimeOffset now, bool renews)
    {
        if (now >= _previousUntil) Refuse(ref _previous);
        if (renews && _offered is null && now - _since >= Lifetime) _offered = Accept(ServiceToken.New());
        return (_offered ?? _current)!;
    }

    /// <summary>The gateway has taken what the last heartbeat showed.</summary>
    public void Taken(DateTimeOffset now)
    {
        if (_offered is not { } taken) return;
        Refuse(ref _previous);
        (_previous, _current, _offered, _since, _previousUntil) = (_current, taken, null, now, now + Overlap);
        callers.Accept(_previous!, feed, _previousUntil);
    }

    /// <summary>No token is accepted any longer.</summary>
    public void End()
    {
        Refuse(ref _previous);
        if (_current is not null) callers.Refuse(_current);
        Refuse(ref _offered);
    }

    private string Accept(string token)
    {
        callers.Accept(token, feed);
        return token;
    }

    private void Refuse(ref string? token)
    {
        if (token is not null) callers.Refuse(token);
        token = null;
    }
}
