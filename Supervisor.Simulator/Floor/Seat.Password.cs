using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Floor;

// The agent's password on the platform (protocol.md sections 2.8 and 5, codes 110-0xx).
internal sealed partial class Seat
{
    /// <summary>How long a new password is good for, and the most that <c>timeRemaining</c> can say.</summary>
    private const int PasswordDays = 180;

    private bool _mustChangePassword;
    private int? _passwordDaysLeft;

    // As on a real floor: a few are due soon (the first one as in the seed text's example), some never.
    private static int? DaysLeft(int index) => (index % 20) switch
    {
        0 => 9,
        7 or 13 => null,
        _ => 20 + (index * 37 % 160),
    };

    /// <summary>Changes the password. From then on only the new one signs in; the running session goes on. Returns a result code.</summary>
    public string ChangePassword(string oldPassword, string newPassword)
    {
        using (AtOnce())
        {
            if (_wrongPasswords >= _options.WrongPasswordLimit)
                return RetCode.LockedByWrongPasswords;
            if (!string.Equals(oldPassword, Agent.Password, StringComparison.Ordinal))
                return ++_wrongPasswords >= _options.WrongPasswordLimit ? RetCode.LockedByWrongPasswords : RetCode.OldPasswordWrong;
            if (PasswordRules.Refuses(Agent, newPassword) is { } code)
                return code;
            Agent = Agent with { Password = newPassword };
            _floor.Replace(_index, Agent);
            (_wrongPasswords, _mustChangePassword, _passwordDaysLeft) = (0, false, PasswordDays);
            return RetCode.Success;
        }
    }

    /// <summary>What the next sign-in says about the password.</summary>
    /// <param name="mustChange"><c>isForceChange</c>: no calls until it is changed.</param>
    /// <param name="daysLeft"><c>timeRemaining</c>, 0..180; null: it never expires.</param>
    public void AgePassword(bool mustChange, int? daysLeft)
    {
        using (AtOnce())
            (_mustChangePassword, _passwordDaysLeft) = (mustChange, daysLeft);
    }
}
