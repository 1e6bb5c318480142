using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>A change of an agent's password at the gateway, for the agent's own session to send.</summary>
/// <param name="oldPassword">The password that holds now.</param>
/// <param name="newPassword">The one that shall hold.</param>
/// <param name="protectedNew">The new one as it is stored.</param>
public sealed class PasswordChange(string oldPassword, string newPassword, byte[] protectedNew)
{
    internal string OldPassword => oldPassword;

    internal string NewPassword => newPassword;

    internal byte[] ProtectedNew => protectedNew;

    internal TaskCompletionSource<PasswordChangeEnd> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>How a change of password ended.</summary>
/// <param name="Answer">The gateway's answer; <c>not-sent</c> where nothing was sent.</param>
/// <param name="Note">What the gateway said with an unknown code; null otherwise.</param>
public sealed record PasswordChangeEnd(Answer Answer, GatewayNote? Note = null)
{
    /// <summary>Nothing was sent: the session is not live, or did not come to it in time.</summary>
    internal static PasswordChangeEnd NotSent { get; } = new(Answer.Unreachable(Failure.NotSent));

    /// <summary>The gateway may or may not have taken the new password: only a sign-in can tell.</summary>
    public bool IsUncertain => Answer.Kind == AnswerKind.Unreachable && Answer.Code is not (Failure.NotSent or Failure.Connect or Failure.Tls or Failure.Ports);
}
