namespace Supervisor.Web.Persistence.Entities;

/// <summary>An agent whose session the pool holds, with every field of the sign-in body under the seed text's defaults ("Signing In", table 3).</summary>
public sealed class AgentCredential
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Gateway.</summary>
    public int GatewayId { get; set; }

    /// <summary>Gateway.</summary>
    public ConfiguredGateway? Gateway { get; set; }

    /// <summary>Agent id (work number), 101 to 999999.</summary>
    public required string AgentId { get; set; }

    /// <summary>Display name; the agent id where empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>Team, or empty.</summary>
    public string Team { get; set; } = "";

    /// <summary><c>password</c>, at most 32 characters, protected; see CredentialVault. Empty where the platform has none.</summary>
    public byte[] ProtectedPassword { get; set; } = [];

    /// <summary>
    /// A new password, protected, that was sent to the gateway without our knowing yet whether it holds: kept before it is sent, so that a crash loses
    /// nothing. A sign-in tries it when <see cref="ProtectedPassword"/> is refused. Null where there is none.
    /// </summary>
    public byte[]? PendingPassword { get; set; }

    /// <summary><c>phonenum</c>, 1 to 24 characters.</summary>
    public required string PhoneNumber { get; set; }

    /// <summary><c>autoanswer</c>.</summary>
    public bool AutoAnswer { get; set; } = true;

    /// <summary><c>autoenteridle</c>.</summary>
    public bool AutoEnterIdle { get; set; } = true;

    /// <summary><c>releasephone</c>.</summary>
    public bool ReleasePhone { get; set; } = true;

    /// <summary><c>agenttype</c>: 4 PC and phone, 11 PC and phone with video.</summary>
    public int AgentType { get; set; } = 4;

    /// <summary><c>status</c> after sign-in: 3 busy, 4 idle, 5 wrap-up.</summary>
    public int SignInStatus { get; set; } = 4;

    /// <summary><c>ip</c>, IPv4, at most 15 characters.</summary>
    public string Ip { get; set; } = "127.0.0.1";

    /// <summary><c>entryIp</c>; null to leave it out.</summary>
    public string? EntryIp { get; set; }

    /// <summary><c>phonelinkage</c>.</summary>
    public bool PhoneLinkage { get; set; }

    /// <summary><c>checkInWebm</c>.</summary>
    public bool CheckInWebm { get; set; } = true;

    /// <summary><c>checkInMailm</c>.</summary>
    public bool CheckInMailm { get; set; }

    /// <summary><c>vcPhoneNumber</c>, at most 24 characters; null to leave it out.</summary>
    public string? VcPhoneNumber { get; set; }

    /// <summary><c>listenStatus</c>.</summary>
    public bool ListenStatus { get; set; }

    /// <summary><c>serviceworkid</c>, at most 30 characters; null to leave it out.</summary>
    public string? ServiceWorkId { get; set; }

    /// <summary>Skill queue ids to enter, <c>;</c>-separated, at most 100 characters; empty for all configured ones (protocol.md section 2.7).</summary>
    public string Skills { get; set; } = "";

    /// <summary>False: kept, but no session is held.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>When a person has signed the agent out here (UTC): until it is null again, no session signs in.</summary>
    public DateTimeOffset? SignedOutAt { get; set; }

    /// <summary>Who that was.</summary>
    public string? SignedOutBy { get; set; }

    /// <summary>At once, releasing a call in hand; else after it.</summary>
    public bool SignOutCutsCall { get; set; }

    /// <summary>Last change (UTC); a change starts the agent's session anew, unless it is of a password that the session has changed itself.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}
