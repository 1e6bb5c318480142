using Supervisor.Domain.Actions;
using static System.FormattableString;

namespace Supervisor.Web.Gateway;

/// <summary>
/// One operation that a signed-in agent calls and that may be sent beside an outstanding poll: a change of its own state, an inspector's operation, or a question.
/// None of them has a body. Sign-in, sign-out and the queues are not among them (seed text "Signing In", note).
/// </summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Address below the base address; <c>{0}</c> is the agent in whose session it is sent.</param>
public sealed record GatewayOrder(HttpMethod Method, string Path)
{
    /// <summary>Idle out of busy, wrap-up, or what was asked for during a call (protocol.md section 3.2, <c>sayFree</c>).</summary>
    public static GatewayOrder SayFree { get; } = new(HttpMethod.Post, "onlineagent/{0}/sayfree");

    /// <summary>Idle out of a rest.</summary>
    public static GatewayOrder CancelRest { get; } = new(HttpMethod.Post, "onlineagent/{0}/cancelrest");

    /// <summary>Out of wrap-up.</summary>
    public static GatewayOrder CancelWork { get; } = new(HttpMethod.Post, "onlineagent/{0}/cancelwork");

    /// <summary>Asks for the reasons of rest (protocol.md section 3.3).</summary>
    public static GatewayOrder RestReasons { get; } = new(HttpMethod.Get, "agentgroup/{0}/restreason");

    /// <summary>Asks whether the agent is an inspector (protocol.md section 3.3, role checks).</summary>
    public static GatewayOrder IsCensor { get; } = new(HttpMethod.Get, "agentgroup/{0}/iscensor");

    /// <summary>Busy. An agent who is busy already must say so (<c>prolong</c>), and gets the new reason.</summary>
    public static GatewayOrder SayBusy(int reason, bool again) => new(HttpMethod.Post, Invariant($"onlineagent/{{0}}/saybusy?reason={reason}&prolong={(again ? "true" : "false")}"));

    /// <summary>A rest of so many seconds.</summary>
    public static GatewayOrder Rest(int seconds, int cause) => new(HttpMethod.Post, Invariant($"onlineagent/{{0}}/rest/{seconds}/{cause}"));

    /// <summary>The inspector begins to listen, insert or whisper (protocol.md section 3.6).</summary>
    public static GatewayOrder Begin(InspectionMode mode, string workNo) => mode switch
    {
        InspectionMode.Insert => new(HttpMethod.Put, "qualitycontrol/{0}/addinsert/" + workNo),
        InspectionMode.Whisper => new(HttpMethod.Post, "qualitycontrol/{0}/requestwhisperagent?whisperagentid=" + workNo),
        _ => new(HttpMethod.Put, "qualitycontrol/{0}/addsupervise/" + workNo),
    };

    /// <summary>Another way of taking part.</summary>
    public static GatewayOrder Switch(InspectionMode mode, string workNo) =>
        new(HttpMethod.Post, Invariant($"qualitycontrol/{{0}}/requestswitchinsertwhisperagent?whisperagentid={workNo}&switchtype={(int)mode}"));

    /// <summary>The inspector leaves; whispering has an operation of its own.</summary>
    public static GatewayOrder Stop(InspectionMode mode, string workNo) => mode == InspectionMode.Whisper
        ? new(HttpMethod.Post, "qualitycontrol/{0}/requeststopwhisperagent?whisperagentid=" + workNo)
        : new(HttpMethod.Delete, "qualitycontrol/{0}/" + workNo);

    /// <summary>The inspector takes the customer over.</summary>
    public static GatewayOrder Intercept(string workNo) => new(HttpMethod.Put, "qualitycontrol/{0}/intercept/" + workNo);

    /// <summary>Busy by force.</summary>
    public static GatewayOrder ForceBusy(string workNo) => new(HttpMethod.Post, "qualitycontrol/{0}/forcebusy/" + workNo);

    /// <summary>Idle by force.</summary>
    public static GatewayOrder ForceIdle(string workNo) => new(HttpMethod.Post, "qualitycontrol/{0}/forceidle/" + workNo);

    /// <summary>Signed out by force.</summary>
    public static GatewayOrder ForceSignOut(string workNo) => new(HttpMethod.Post, "qualitycontrol/{0}/forcelogout/" + workNo);

    /// <summary>The address for the agent that sends it.</summary>
    internal string For(string agentId) => Path.Replace("{0}", agentId, StringComparison.Ordinal);
}
