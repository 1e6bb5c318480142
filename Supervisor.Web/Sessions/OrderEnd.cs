using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>How an order to a gateway ended.</summary>
/// <param name="Answer">Good, refused with a code, or without a usable answer: then nobody knows whether it was done, unless the word is <c>not-sent</c>.</param>
/// <param name="Note">What the gateway said with a code that our catalogue does not have.</param>
/// <param name="Result">What was asked for, as the gateway wrote it; empty where nothing was.</param>
public sealed record OrderEnd(Answer Answer, GatewayNote? Note = null, ReadOnlyMemory<byte> Result = default)
{
    /// <summary>There was no live session to send it through.</summary>
    public static OrderEnd NotSent { get; } = new(Answer.Unreachable(Failure.NotSent));

    /// <summary>The gateway has taken it.</summary>
    public bool IsAccepted => Answer.Kind == AnswerKind.Ok;
}
