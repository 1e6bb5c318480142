using Supervisor.Simulator.Callbacks;
using Supervisor.Simulator.Protocol;
using Supervisor.Simulator.Sessions;

namespace Supervisor.Simulator.Floor;

// Signing in and out, the watchdog, and who may command the seat.
internal sealed partial class Seat
{
    private int _wrongPasswords;
    private bool _forcedSignInAllowed = true;

    /// <summary>The gateway switch behind 100-015: may a second sign-in force the first one out?</summary>
    public void AllowForcedSignIn(bool allowed)
    {
        using (AtOnce())
            _forcedSignInAllowed = allowed;
    }

    public SignInOutcome SignIn(SignInRequest request, bool forced)
    {
        using (AtOnce())
        {
            if (_wrongPasswords >= _options.WrongPasswordLimit)
                return new(RetCode.AccountLocked);
            if (!string.Equals(request.Password, Agent.Password, StringComparison.Ordinal))
            {
                _wrongPasswords++;
                return new(RetCode.WrongPassword);
            }
            _wrongPasswords = 0;
            if (_session is { Closing: false } && (!forced || !_forcedSignInAllowed))
                return new(_forcedSignInAllowed ? RetCode.AlreadySignedIn : RetCode.ForceNotAllowed);
            Begin(request, elsewhere: false);
            return new(RetCode.Success, new SessionTicket(_session!.Guids.Current, _session.Cookie, _session.SignedInAt, _mustChangePassword, _passwordDaysLeft));
        }
    }

    /// <summary>Signs the agent in as a client outside this process would; a sign-in then answers 100-002 (or 100-015).</summary>
    public void SignInElsewhere()
    {
        using (AtOnce())
            Begin(SignInRequest.Default, elsewhere: true);
    }

    /// <summary>Ends the agent's session whoever holds it.</summary>
    public void Kick(string cause)
    {
        using (AtOnce())
        {
            if (_session is not null)
                SignOutNow(cause);
        }
    }

    /// <summary>Free for a sign-in: no session, not locked, forced sign-in allowed.</summary>
    public void FreeForSignIn()
    {
        using (AtOnce())
        {
            (_wrongPasswords, _forcedSignInAllowed) = (0, true);
            if (_session is not null)
                SignOutNow("ended on demand");
        }
    }

    /// <summary>The platform signs the agent out: the client may still fetch what is queued, the last event being the sign-out.</summary>
    public void ShutDown()
    {
        using (AtOnce())
        {
            if (_session is not { Closing: false } session)
                return;
            ForgetCallAndPlans();
            Raise("AgentOther_ShutdownService", EventContents.Shutdown(LoginTime(session.SignedInAt)));
            session.Closing = true;
            Enter(SeatState.SignedOut);
            Log.SignedOut(_floor.Log, Agent.Id, "platform");
        }
    }

    public string SignOut(bool forced)
    {
        using (AtOnce())
        {
            // "Agent not signed out while talking or answering": a call keeps the agent in unless forced
            if (!forced && _state.InCall())
                return RetCode.SignOutStateError;
            SignOutNow(forced ? "forced" : "own");
            return RetCode.Success;
        }
    }

    /// <summary>Checks a command's right and counts it as a sign of life. Returns a code to refuse with, or null.</summary>
    public string? Authorise(string? guid, string? cookie, bool heartbeat)
    {
        using (AtOnce())
        {
            if (_session is not { Closing: false } session)
                return RetCode.NotSignedIn;
            return Authorise(session, guid, cookie, heartbeat);
        }
    }

    public string? RenewGuid()
    {
        using (AtOnce())
            return _session?.Guids.Renew(_scheduler.Now);
    }

    public static string LoginTime(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string? Authorise(GatewaySession session, string? guid, string? cookie, bool heartbeat)
    {
        var now = _scheduler.Now;
        // without its cookie the balancer may choose the other node, which does not know the agent
        if (_options is { LoadBalancerCookie: true, RequireLoadBalancerCookie: true } && cookie != session.Cookie)
            return RetCode.NotSignedIn;
        if (!session.Guids.Accepts(guid, now))
            return RetCode.NoRight;
        if (!session.PushMode || heartbeat)
            session.LastRequest = now;
        return null;
    }

    private void Begin(SignInRequest request, bool elsewhere)
    {
        _session?.End();
        ForgetCallAndPlans();
        _skills.Clear();
        ForgetDesk();
        (_autoAnswer, _autoEnterIdle, _releasePhone, _offHook) = (request.AutoAnswer, request.AutoEnterIdle, request.ReleasePhone, false);
        var now = _scheduler.Now;
        var guids = new GuidChain(_options, _floor.NextNode(), now);
        var session = new GatewaySession(_floor.NextSession(), guids, _now, now)
        {
            Elsewhere = elsewhere,
        };
        if (request.Push is { } target)
            session.Push = new PushLine(this, session, target, _options);
        _session = session;
        Raise("AgentOther_InService");
        if (request.PhoneLinkage)
            Raise("AgentEvent_linkageCapability");
        Raise("AgentState_Ready");
        if (request.Status == 3)
            Raise("AgentState_SetNotReady_Success", EventContents.Reason(0, _options.NativeTypes));
        else if (request.Status == 5)
            Raise("AgentState_Work");
        Enter(request.Status switch { 3 => SeatState.Busy, 5 => SeatState.WrapUp, _ => SeatState.Idle }, request.Status == 3 ? 0 : null);
        if (!elsewhere)
            _scheduler.After(_options.SessionTimeout, () => Watch(session));
        Log.SignedIn(_floor.Log, Agent.Id);
    }

    private void Watch(GatewaySession session)
    {
        using (AtOnce())
        {
            if (session.Ended || _session != session)
                return;
            // a poll being held is a request in progress: its client is alive
            var quiet = session.Turn is null ? _scheduler.Now - session.LastRequest : TimeSpan.Zero;
            if (quiet < _options.SessionTimeout || !_timesOut)
            {
                _scheduler.After(_timesOut ? _options.SessionTimeout - quiet : _options.SessionTimeout, () => Watch(session));
                return;
            }
            _floor.Counters.CountWatchdogSignOut();
            SignOutNow("no request in time");
        }
    }

    private void SignOutNow(string cause)
    {
        _session?.End();
        _session = null;
        ForgetCallAndPlans();
        _skills.Clear();
        Enter(SeatState.SignedOut);
        Log.SignedOut(_floor.Log, Agent.Id, cause);
    }
}

/// <summary>Answer to a sign-in: the code, and what the answer's headers need when it is "0".</summary>
internal sealed record SignInOutcome(string Code, SessionTicket? Ticket = null);

/// <summary>What a client gets to present on every later call.</summary>
internal sealed record SessionTicket(string Guid, string Cookie, DateTimeOffset SignedInAt, bool MustChangePassword, int? PasswordDaysLeft);
