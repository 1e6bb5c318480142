using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Gateway;

/// <summary>How one request ended: a value, also when everything went wrong.</summary>
/// <param name="Answer">What decides the next step.</param>
/// <param name="Ticket">The ticket for the next request.</param>
/// <param name="Envelope">What the gateway said; null where nothing usable came.</param>
/// <param name="Fault">What went wrong, in words for the agent's health; null after a usable answer. Never holds text from the body: it may hold secrets.</param>
internal sealed record GatewayReply(Answer Answer, SessionTicket Ticket, Envelope? Envelope = null, string? Fault = null)
{
    /// <summary>A usable answer.</summary>
    public static GatewayReply From(Envelope envelope, SessionTicket ticket) =>
        new(envelope.RetCode == RetCode.Success ? Answer.Ok : Answer.Refused(envelope.RetCode), ticket, envelope);

    /// <summary>No usable answer.</summary>
    public static GatewayReply Failed(string failure, SessionTicket ticket, string? detail = null) =>
        new(Answer.Unreachable(failure), ticket, null, detail ?? RetCode.Describe(failure));
}
