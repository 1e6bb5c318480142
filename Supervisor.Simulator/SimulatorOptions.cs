namespace Supervisor.Simulator;

/// <summary>How one simulated gateway behaves. Protocol times are real time; only <see cref="Speed"/> shortens the life of the agents.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Number of configured agents, 1..900000. Default 60.</summary>
    public int Agents { get; init; } = 60;

    /// <summary>Employee id of the first agent; the others follow one by one. 101..999999 (protocol.md section 8, row 1). Default 1001.</summary>
    public int FirstAgentId { get; init; } = 1001;

    /// <summary>Seed of names, passwords and of the day. The same seed gives the same agents. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Divides every duration of the scenario (calls, wrap-up, rest, busy), above 0. Never touches poll hold, watchdog or GUID times. Default 1.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Whether agents that entered their queues live a plausible day by themselves. Default true.</summary>
    public bool Scenario { get; init; } = true;

    /// <summary>Whether the scenario's platform signs an agent out now and then. Default true.</summary>
    public bool PlatformSignOuts { get; init; } = true;

    /// <summary>TCP port, 0 for any free one. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>Local IP address to listen on. Default 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>HTTPS instead of plain HTTP. Default false.</summary>
    public bool Https { get; init; }

    /// <summary>Over HTTPS, HTTP/2 for clients that ask for it. Default false: the documented gateway is a Tomcat that speaks HTTP/1.1.</summary>
    public bool Http2 { get; init; }

    /// <summary>PFX without password, or PEM with certificate and key in one file. Without it HTTPS makes a self-signed certificate for localhost, 127.0.0.1 and <see cref="Address"/>.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Where to write the public part of the certificate as PEM. Default: nowhere.</summary>
    public string? CertificateOut { get; init; }

    /// <summary>GUID check: 0 none, 1 static, 2 dynamic (AUTHMODE of basic.properties). Default 2.</summary>
    public int AuthMode { get; init; } = 2;

    /// <summary>Age at which a GUID is replaced in the next poll or heartbeat answer (GUIDINTERVAL). Default 60 s.</summary>
    public TimeSpan GuidInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a GUID is accepted after it was issued (GUIDTIMEOUT), above <see cref="GuidInterval"/>. Default 120 s.</summary>
    public TimeSpan GuidTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Signed out after so long without a request (MAXTIME). Default 120 s.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long an empty poll is held (AGENT_POLL_WAIT_TIMES x AGENT_POLL_WAIT_INTERVAL). Default 10 s.</summary>
    public TimeSpan PollHold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether sign-in sets the load balancer's cookie <c>huaweielbsession</c>. Default true.</summary>
    public bool LoadBalancerCookie { get; init; } = true;

    /// <summary>Whether a call that does not replay the cookie lands on the other node and is answered 100-006. Default false.</summary>
    public bool RequireLoadBalancerCookie { get; init; }

    /// <summary>Numbers and booleans as native JSON types, also <c>retcode</c> 0 and <c>workNo</c>, instead of the strings of the documented examples. Default false.</summary>
    public bool NativeTypes { get; init; }

    /// <summary>Whether polled events carry <c>eventGenTime</c> (epoch ms), as late-2025 gateways do. Default false.</summary>
    public bool EventGenTime { get; init; }

    /// <summary>Whether pushed events carry <c>eventGenTime</c> (epoch ms). Default true.</summary>
    public bool PushEventTime { get; init; } = true;

    /// <summary>PEM file of the certificates that callbacks over HTTPS trust; without it the system's.</summary>
    public string? CallbackCa { get; init; }

    /// <summary>Whether callbacks go to any HTTPS receiver, whatever its certificate. Default false.</summary>
    public bool AcceptAnyCallbackCertificate { get; init; }

    /// <summary>How long a callback may take before it counts as failed. Default 5 s.</summary>
    public TimeSpan CallbackTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Events waiting to be pushed for one session, the batch on its way not counted; the oldest beyond it is dropped and counted. Default 1,000.</summary>
    public int PushQueueLimit { get; init; } = 1_000;

    /// <summary>Configuration account: an administrator 1..999999, or VDN id + 100000 or + 1000000. Default 1.</summary>
    public int ConfigAccount { get; init; } = 1;

    /// <summary>Its password; null: made from the seed.</summary>
    public string? ConfigPassword { get; init; }

    /// <summary>How long a configuration login is good, from the login on. Default 30 min.</summary>
    public TimeSpan ConfigLoginTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A subscription is dead after so long without a handshake. Default 5 min.</summary>
    public TimeSpan SubscriptionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether calls of the scenario are talked through, and the subscriptions told. Default true.</summary>
    public bool Recognition { get; init; } = true;

    /// <summary>How a gateway that knows only the older heartbeat refuses the newer one (handShake): 404, 405 or 000-002. Null: it knows both.</summary>
    public string? OldHeartbeat { get; init; }

    /// <summary>Wrong passwords in a row after which the account is locked (110-016). Default 5.</summary>
    public int WrongPasswordLimit { get; init; } = 5;

    /// <summary>Begin of every generated password. Default "Cc!".</summary>
    public string PasswordPrefix { get; init; } = "Cc!";

    /// <summary>Events waiting for one agent's poll; the oldest beyond it is dropped and counted. Default 10,000.</summary>
    public int QueueLimit { get; init; } = 10_000;

    /// <summary>Delivered events and state changes remembered per agent, the newest ones. Default 100,000.</summary>
    public int EventsKeptPerAgent { get; init; } = 100_000;

    /// <summary>Stretches of the journal remembered per agent beside the open one, the newest ones: several days of one agent. Default 20,000.</summary>
    public int StretchesKeptPerAgent { get; init; } = 20_000;

    internal IEnumerable<string> Errors()
    {
        if (Agents < 1 || FirstAgentId < 101 || (long)FirstAgentId + Agents - 1 > 999_999)
            yield return "Agents and FirstAgentId: agent ids must lie within 101..999999";
        if (!double.IsFinite(Speed) || Speed <= 0)
            yield return "Speed: must be above 0";
        if (Port is < 0 or > 65535)
            yield return "Port: 0..65535";
        if (!System.Net.IPAddress.TryParse(Address, out _))
            yield return "Address: not an IP address";
        if (AuthMode is < 0 or > 2)
            yield return "AuthMode: 0, 1 or 2";
        if (GuidInterval <= TimeSpan.Zero || GuidTimeout <= GuidInterval)
            yield return "GuidTimeout: must be longer than GuidInterval, and both above 0";
        if (SessionTimeout <= TimeSpan.Zero || PollHold <= TimeSpan.Zero)
            yield return "SessionTimeout and PollHold: must be above 0";
        if (CallbackTimeout <= TimeSpan.Zero || PushQueueLimit < 1)
            yield return "CallbackTimeout and PushQueueLimit: above 0";
        if (ConfigAccount is < 1 or > 1_005_000 || ConfigPassword is "")
            yield return "ConfigAccount: 1..1005000, and ConfigPassword not empty";
        if (ConfigLoginTimeout <= TimeSpan.Zero || SubscriptionTimeout <= TimeSpan.Zero)
            yield return "ConfigLoginTimeout and SubscriptionTimeout: above 0";
        if (OldHeartbeat is not (null or "404" or "405" or "000-002"))
            yield return "OldHeartbeat: 404, 405 or 000-002";
        if (WrongPasswordLimit < 1 || QueueLimit < 1 || EventsKeptPerAgent < 1 || StretchesKeptPerAgent < 1)
            yield return "WrongPasswordLimit, QueueLimit, EventsKeptPerAgent and StretchesKeptPerAgent: at least 1";
    }
}
