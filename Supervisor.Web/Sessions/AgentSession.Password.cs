using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>The password of a session: its change while live, and what is tried at a sign-in when nobody knows whether the gateway has taken the new one.</summary>
internal sealed partial class AgentSession
{
    private readonly PasswordDesk _desk = new(around.PollDeadline);
    private byte[]? _sent;
    private bool _tryPending;

    // The one just sent counts before the one that a run before may have left.
    private byte[]? Pending => _sent ?? plan.Credential.PendingPassword;

    /// <summary>Sends the change between two requests of this session.</summary>
    public Task<PasswordChangeEnd> ChangePasswordAsync(PasswordChange change)
    {
        if (!State.IsFeeding) return Task.FromResult(PasswordChangeEnd.NotSent);
        var asked = _desk.AskAsync(change, around.Time);
        Nudge();
        return asked;
    }

    /// <summary>Takes over a plan that differs in nothing but name, team, or a password which this session knows already; false where the session has to start anew.</summary>
    public bool Adopt(AgentPlan changed)
    {
        if (!changed.IsSameButForPasswords(plan)) return false;
        var stored = changed.Credential.ProtectedPassword;
        // nothing is different: somebody wants the session anew
        if (!changed.IsCalledOtherwise(plan) && Is(stored, plan.Credential.ProtectedPassword) && (changed.Credential.PendingPassword ?? []).AsSpan().SequenceEqual(plan.Credential.PendingPassword)) return false;
        if (Is(stored, _sent)) (_sent, _tryPending) = (null, false);
        else if (Is(stored, plan.Credential.PendingPassword)) _tryPending = false;
        else if (!Is(stored, plan.Credential.ProtectedPassword)) return false;
        plan = changed;
        return true;
    }

    private static bool Is(byte[] one, byte[]? other) => other is not null && one.AsSpan().SequenceEqual(other);

    // Between two requests: the only moment at which this session may send something else.
    private async Task ChangeWaitingPasswordAsync(CancellationToken abandon)
    {
        if (_desk.Take() is not { } change) return;
        if (!_state.IsFeeding)
        {
            change.Done.TrySetResult(PasswordChangeEnd.NotSent);
            return;
        }

        try
        {
            _sent = change.ProtectedNew;
            var reply = await AloneAsync(() => plan.Client.ChangePasswordAsync(plan.Id.WorkNo, PasswordForm.Write(change.OldPassword, change.NewPassword), Show(), abandon), abandon);
            var end = new PasswordChangeEnd(
                Note(reply, change.OldPassword, change.NewPassword),
                reply.Envelope is { } envelope ? GatewayNote.Of(envelope, change.OldPassword, change.NewPassword, _ticket.Guid) : null);
            if (end.Answer.Kind == AnswerKind.Ok)
            {
                _tryPending = true;
                // how long the new one holds is told at the next sign-in
                Update(health => health with { Password = new(false, null, Now) });
            }
            else if (!end.IsUncertain)
            {
                _sent = null;
            }

            change.Done.TrySetResult(end);
        }
        finally
        {
            // abandoned on the way: nobody knows whether it has arrived
            change.Done.TrySetResult(new PasswordChangeEnd(Answer.Unreachable(Failure.Reset)));
        }
    }

    private string? ReadPassword() =>
        _tryPending && Pending is { } pending && around.ReadPassword(pending) is { } fresh ? fresh : around.ReadPassword(plan.Credential.ProtectedPassword);

    // Each try uses one password, so that a wrong one is not sent more often than without all this.
    private async Task LearnFromSignInAsync(Answer answer, CancellationToken abandon)
    {
        if (Pending is not { } pending) return;
        if (answer is { Kind: AnswerKind.Refused, Code: "100-004" or "100-062" }) _tryPending = !_tryPending;
        else if (answer.Kind == AnswerKind.Ok && (_tryPending || !_desk.IsTaken)) await around.SettlePassword(plan.Id, pending, _tryPending, abandon);
    }
}
