using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Features.Actions;

/// <summary>The last thing that was asked of an agent, for everybody on the floor to see. Immutable: a new one replaces it.</summary>
/// <param name="Number">Grows with every action.</param>
/// <param name="Agent">Of whom.</param>
/// <param name="Command">What.</param>
/// <param name="By">By whom.</param>
/// <param name="AskedAt">When (UTC).</param>
public sealed record ActionRecord(long Number, AgentId Agent, AgentCommand Command, string By, DateTimeOffset AskedAt)
{
    /// <summary>The inspector through whose session it went; null for the agent's own.</summary>
    public AgentId? Inspector { get; init; }

    /// <summary>What has become of it.</summary>
    public ActionStanding Standing { get; init; }

    /// <summary>A retcode or a failure word; null where the gateway has taken it.</summary>
    public string? Code { get; init; }

    /// <summary>What the gateway said with a code that nobody told us of.</summary>
    public GatewayNote? Note { get; init; }

    /// <summary>When it came to an end, good or bad (UTC); null until then.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>From the asking to the end.</summary>
    public TimeSpan? Took => SettledAt - AskedAt;

    /// <summary>An event may still show that it was done.</summary>
    public bool IsOpen => Standing is ActionStanding.Sending or ActionStanding.Waiting or ActionStanding.Deferred or ActionStanding.NoAnswer or ActionStanding.Unconfirmed;
}
