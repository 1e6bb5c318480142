using Supervisor.Domain.Alerts;

namespace Supervisor.Web.Persistence.Entities;

/// <summary>An alert rule as it is kept. Lists are one text each, with line breaks between the parts.</summary>
public sealed class AlertRuleEntry
{
    /// <summary>Key; alerts refer to it.</summary>
    public int Id { get; set; }

    /// <summary>Unique name, whatever the case.</summary>
    public required string Name { get; set; }

    /// <summary>States, as the API spells them.</summary>
    public string States { get; set; } = "";

    /// <summary>Reasons; empty for all.</summary>
    public string Reasons { get; set; } = "";

    /// <summary>Teams; empty for all.</summary>
    public string Teams { get; set; } = "";

    /// <summary>Names of gateways; empty for all.</summary>
    public string Gateways { get; set; } = "";

    /// <summary>How long the state lasts first, in seconds.</summary>
    public int AfterSeconds { get; set; }

    /// <summary>IANA name of the time zone of the hours.</summary>
    public required string Zone { get; set; }

    /// <summary>Bit 0 is Sunday.</summary>
    public int Weekdays { get; set; }

    /// <summary>Beginning of the hours, minutes after midnight.</summary>
    public int FromMinute { get; set; }

    /// <summary>Their end; the same as the beginning for a whole day.</summary>
    public int ToMinute { get; set; }

    /// <summary>How urgent.</summary>
    public AlertSeverity Severity { get; set; }

    /// <summary>Pause after an alert of one agent, in seconds.</summary>
    public int CoolDownSeconds { get; set; }

    /// <summary>Raises alerts.</summary>
    public bool Enabled { get; set; }

    /// <summary>Roles whose bell rings; empty for everybody on the floor.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Mail addresses.</summary>
    public string Mails { get; set; } = "";

    /// <summary>Names of webhooks.</summary>
    public string Webhooks { get; set; } = "";
}
