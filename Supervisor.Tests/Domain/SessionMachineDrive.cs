using Supervisor.Domain.Sessions;

namespace Supervisor.Tests.Domain;

/// <summary>A session machine with its clock, and the ways to where the tests of its phases begin.</summary>
/// <param name="state">Where it begins.</param>
public abstract class SessionMachineDrive(SessionState? state = null)
{
    protected static DateTimeOffset Noon { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    protected SessionState State { get; set; } = state ?? SessionState.Initial;

    protected SessionAction Action { get; private set; } = SessionAction.None;

    protected DateTimeOffset Now { get; set; } = Noon;

    protected void Take(SessionInput input) => (State, Action) = SessionMachine.Next(State, input, Now, 0.5);

    protected void Live()
    {
        Take(new SessionInput.Start());
        Take(new SessionInput.SignInAnswered(Answer.Ok));
        Take(new SessionInput.QueuesAnswered(Answer.Ok));
    }

    /// <summary>Up to the poll that has to prove it.</summary>
    protected void Prove()
    {
        Live();
        for (var failed = 0; failed < 3; failed++)
        {
            Take(new SessionInput.PollAnswered(Answer.Unreachable("no-ports")));
            if (failed > 0) Recover();
        }
    }

    /// <summary>The wait is over and the old sign-in is good.</summary>
    protected void Recover()
    {
        Take(new SessionInput.WaitOver());
        Take(new SessionInput.StatusAnswered(Answer.Ok));
    }
}
