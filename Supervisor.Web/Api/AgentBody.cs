using Supervisor.Web.Features.Credentials;

namespace Supervisor.Web.Api;

/// <summary>An agent as the API takes it. What is left out keeps its default, or on a change what is stored; so does the password.</summary>
public sealed record AgentBody
{
    /// <summary>Name of the gateway; in the address on a change.</summary>
    public string? Gateway { get; init; }

    /// <summary>Agent id, 101 to 999999; in the address on a change.</summary>
    public string? AgentId { get; init; }

    /// <summary>Display name.</summary>
    public string? Name { get; init; }

    /// <summary>Team.</summary>
    public string? Team { get; init; }

    /// <summary>Softphone number, 1 to 24 characters.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>At most 32 characters; never told again.</summary>
    public string? Password { get; init; }

    /// <summary>Answer calls automatically; true.</summary>
    public bool? AutoAnswer { get; init; }

    /// <summary>Idle after a call; true.</summary>
    public bool? AutoEnterIdle { get; init; }

    /// <summary>Hang the phone up after a call; true.</summary>
    public bool? ReleasePhone { get; init; }

    /// <summary>4 PC and phone, 11 with video; 4.</summary>
    public int? AgentType { get; init; }

    /// <summary>After sign-in: 3 busy, 4 idle, 5 wrap-up; 4.</summary>
    public int? SignInStatus { get; init; }

    /// <summary>IPv4 address of the agent; 127.0.0.1.</summary>
    public string? Ip { get; init; }

    /// <summary>Entry address; empty leaves it out.</summary>
    public string? EntryIp { get; init; }

    /// <summary>Phone linkage; false.</summary>
    public bool? PhoneLinkage { get; init; }

    /// <summary>Sign in to WebM; true.</summary>
    public bool? CheckInWebm { get; init; }

    /// <summary>Sign in to MailM; false.</summary>
    public bool? CheckInMailm { get; init; }

    /// <summary>VC number, at most 24 characters; empty leaves it out.</summary>
    public string? VcPhoneNumber { get; init; }

    /// <summary>An inspector listens to sign-in and sign-out; false.</summary>
    public bool? ListenStatus { get; init; }

    /// <summary>Business employee id, at most 30 characters; empty leaves it out.</summary>
    public string? ServiceWorkId { get; init; }

    /// <summary>Skill ids, <c>;</c>-separated, at most 100 characters; empty for all.</summary>
    public string? Skills { get; init; }

    /// <summary>Hold a session; true.</summary>
    public bool? Enabled { get; init; }

    internal void CopyTo(CredentialForm form)
    {
        form.Name = Name ?? form.Name;
        form.Team = Team ?? form.Team;
        form.PhoneNumber = PhoneNumber ?? form.PhoneNumber;
        form.Password = Password;
        form.AutoAnswer = AutoAnswer ?? form.AutoAnswer;
        form.AutoEnterIdle = AutoEnterIdle ?? form.AutoEnterIdle;
        form.ReleasePhone = ReleasePhone ?? form.ReleasePhone;
        form.AgentType = AgentType ?? form.AgentType;
        form.SignInStatus = SignInStatus ?? form.SignInStatus;
        form.Ip = Ip ?? form.Ip;
        form.EntryIp = EntryIp ?? form.EntryIp;
        form.PhoneLinkage = PhoneLinkage ?? form.PhoneLinkage;
        form.CheckInWebm = CheckInWebm ?? form.CheckInWebm;
        form.CheckInMailm = CheckInMailm ?? form.CheckInMailm;
        form.VcPhoneNumber = VcPhoneNumber ?? form.VcPhoneNumber;
        form.ListenStatus = ListenStatus ?? form.ListenStatus;
        form.ServiceWorkId = ServiceWorkId ?? form.ServiceWorkId;
        form.Skills = Skills ?? form.Skills;
        form.Enabled = Enabled ?? form.Enabled;
    }
}
