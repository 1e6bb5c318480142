using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Credentials;

/// <summary>Everything a person can say about an agent, with the defaults of the seed text "Signing In". The password only goes in.</summary>
public sealed class CredentialForm
{
    /// <summary>Name of the gateway; fixed once the agent exists.</summary>
    public string Gateway { get; set; } = "";

    /// <summary>Agent id; fixed once the agent exists.</summary>
    public string AgentId { get; set; } = "";

    /// <summary>Display name; may be empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>Team; may be empty.</summary>
    public string Team { get; set; } = "";

    /// <summary>Softphone number.</summary>
    public string PhoneNumber { get; set; } = "";

    /// <summary>New password; null or empty keeps the stored one.</summary>
    public string? Password { get; set; }

    /// <summary><c>autoanswer</c>.</summary>
    public bool AutoAnswer { get; set; } = true;

    /// <summary><c>autoenteridle</c>.</summary>
    public bool AutoEnterIdle { get; set; } = true;

    /// <summary><c>releasephone</c>.</summary>
    public bool ReleasePhone { get; set; } = true;

    /// <summary><c>agenttype</c>: 4 or 11.</summary>
    public int AgentType { get; set; } = 4;

    /// <summary><c>status</c>: 3, 4 or 5.</summary>
    public int SignInStatus { get; set; } = 4;

    /// <summary><c>ip</c>.</summary>
    public string Ip { get; set; } = "127.0.0.1";

    /// <summary><c>entryIp</c>; empty leaves it out.</summary>
    public string? EntryIp { get; set; }

    /// <summary><c>phonelinkage</c>.</summary>
    public bool PhoneLinkage { get; set; }

    /// <summary><c>checkInWebm</c>.</summary>
    public bool CheckInWebm { get; set; } = true;

    /// <summary><c>checkInMailm</c>.</summary>
    public bool CheckInMailm { get; set; }

    /// <summary><c>vcPhoneNumber</c>; empty leaves it out.</summary>
    public string? VcPhoneNumber { get; set; }

    /// <summary><c>listenStatus</c>.</summary>
    public bool ListenStatus { get; set; }

    /// <summary><c>serviceworkid</c>; empty leaves it out.</summary>
    public string? ServiceWorkId { get; set; }

    /// <summary>Skill queue ids, <c>;</c>-separated; empty for all.</summary>
    public string Skills { get; set; } = "";

    /// <summary>Hold a session.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What is stored, without the password.</summary>
    public static CredentialForm From(AgentCredential stored, string gateway) => new()
    {
        Gateway = gateway,
        AgentId = stored.AgentId,
        Name = stored.Name,
        Team = stored.Team,
        PhoneNumber = stored.PhoneNumber,
        AutoAnswer = stored.AutoAnswer,
        AutoEnterIdle = stored.AutoEnterIdle,
        ReleasePhone = stored.ReleasePhone,
        AgentType = stored.AgentType,
        SignInStatus = stored.SignInStatus,
        Ip = stored.Ip,
        EntryIp = stored.EntryIp,
        PhoneLinkage = stored.PhoneLinkage,
        CheckInWebm = stored.CheckInWebm,
        CheckInMailm = stored.CheckInMailm,
        VcPhoneNumber = stored.VcPhoneNumber,
        ListenStatus = stored.ListenStatus,
        ServiceWorkId = stored.ServiceWorkId,
        Skills = stored.Skills,
        Enabled = stored.Enabled,
    };

    /// <summary>Copies everything except gateway, agent id and password.</summary>
    internal void CopyTo(AgentCredential stored)
    {
        stored.Name = Name.Trim();
        stored.Team = Team.Trim();
        stored.PhoneNumber = PhoneNumber.Trim();
        stored.AutoAnswer = AutoAnswer;
        stored.AutoEnterIdle = AutoEnterIdle;
        stored.ReleasePhone = ReleasePhone;
        stored.AgentType = AgentType;
        stored.SignInStatus = SignInStatus;
        stored.Ip = Ip.Trim();
        stored.EntryIp = OrNull(EntryIp);
        stored.PhoneLinkage = PhoneLinkage;
        stored.CheckInWebm = CheckInWebm;
        stored.CheckInMailm = CheckInMailm;
        stored.VcPhoneNumber = OrNull(VcPhoneNumber);
        stored.ListenStatus = ListenStatus;
        stored.ServiceWorkId = OrNull(ServiceWorkId);
        stored.Skills = Skills.Trim();
        stored.Enabled = Enabled;
    }

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
