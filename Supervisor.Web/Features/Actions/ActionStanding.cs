namespace Supervisor.Web.Features.Actions;

/// <summary>What has become of an action.</summary>
public enum ActionStanding
{
    /// <summary>On its way to the gateway.</summary>
    Sending,

    /// <summary>Taken by the gateway; the event that shows it has not come yet.</summary>
    Waiting,

    /// <summary>Taken by the gateway, and it happens when the call or the after-call work is over.</summary>
    Deferred,

    /// <summary>The event has come.</summary>
    Confirmed,

    /// <summary>The gateway has refused it.</summary>
    Refused,

    /// <summary>No usable answer: nobody knows whether it was done, unless an event shows it.</summary>
    NoAnswer,

    /// <summary>There was no live session to send it through.</summary>
    NotSent,

    /// <summary>Taken by the gateway, and no event has shown it in time.</summary>
    Unconfirmed,
}
