using Supervisor.Domain.Sessions;
using Supervisor.Web.Callbacks;

namespace Supervisor.Web.Sessions;

/// <summary>A token that is accepted for a session, for ever or for a while.</summary>
internal sealed class PushGrant(PushFeed feed)
{
    private long _endsAt = long.MaxValue;

    /// <summary>Whose events may be pushed with it.</summary>
    public PushFeed Feed => feed;

    /// <summary>Ends at <paramref name="time"/>.</summary>
    public void EndAt(DateTimeOffset time) => Volatile.Write(ref _endsAt, time.UtcTicks);

    /// <summary>False once it has ended.</summary>
    public bool HoldsAt(DateTimeOffset now) => now.UtcTicks < Volatile.Read(ref _endsAt);
}

/// <summary>
/// The service tokens of one session in push mode. The one given at sign-in is replaced each minute through the heartbeat (seed text "Maintaining the
/// Heartbeat by an Agent", service_token). While a heartbeat's answer is unknown both are accepted; the one before ends <see cref="Overlap"/> later,
/// for what is already on the wire. Used by the session's own loop only.
/// </summary>
internal sealed class PushTokens(PushFeed feed, TokenTable<PushGrant> callers)
{
    /// <summary>How long a token is used: one minute, reached a little early so that a heartbeat each 30 s finds it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1) - (SessionMachine.HeartbeatInterval / 10);

    /// <summary>How long the token before stays accepted.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly record struct Held(string Token, PushGrant Grant);

    private Held? _current;
    private Held? _offered;
    private Held? _previous;
    private DateTimeOffset _since;

    /// <summary>What the gateway shows us now; null before the sign-in. For the file of sign-ins only.</summary>
    public string? Current => _current?.Token;

    /// <summary>All that are accepted now; for comparing only.</summary>
    public string?[] Accepted => [_current?.Token, _offered?.Token, _previous?.Token];

    /// <summary>For a new sign-in: all earlier tokens end, for what an old session still sends is no longer true.</summary>
    public string Begin(DateTimeOffset now, string? kept = null)
    {
        End();
        _since = now;
        _current = Accept(kept ?? ServiceToken.New());
        return _current.Value.Token;
    }

    /// <summary>What the next heartbeat shows.</summary>
    /// <param name="now">When (UTC).</param>
    /// <param name="renews">False where the gateway's heartbeat takes no token.</param>
    public string ToShow(DateTimeOffset now, bool renews)
    {
        if (_previous is { } previous && !previous.Grant.HoldsAt(now)) Refuse(ref _previous, previous);
        if (renews && _offered is null && now - _since >= Lifetime) _offered = Accept(ServiceToken.New());
        return (_offered ?? _current)!.Value.Token;
    }

    /// <summary>The gateway has taken what the last heartbeat showed.</summary>
    public void Taken(DateTimeOffset now)
    {
        if (_offered is not { } taken) return;
        if (_previous is { } previous) Refuse(ref _previous, previous);
        _previous = _current;
        _previous?.Grant.EndAt(now + Overlap);
        (_current, _offered, _since) = (taken, null, now);
    }

    /// <summary>No token is accepted any longer.</summary>
    public void End()
    {
        if (_previous is { } previous) Refuse(ref _previous, previous);
        if (_current is { } current) Refuse(ref _current, current);
        if (_offered is { } offered) Refuse(ref _offered, offered);
    }

    private Held Accept(string token)
    {
        var grant = new PushGrant(feed);
        callers.Accept(token, grant);
        return new Held(token, grant);
    }

    private void Refuse(ref Held? place, Held held)
    {
        callers.Refuse(held.Token);
        place = null;
    }
}
