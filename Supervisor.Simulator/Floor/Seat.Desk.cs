namespace Supervisor.Simulator.Floor;

// What an agent's client sets beside the state: whether calls are taken, the site's own state, and a page that was reloaded.
internal sealed partial class Seat
{
    private bool _talkRight = true;
    private bool _timesOut = true;
    private int _customState;

    /// <summary>Whether calls may come: not refused by the agent, and no password change outstanding.</summary>
    private bool TakesCalls => _talkRight && !_mustChangePassword;

    public void SetTalkRight(bool takesCalls)
    {
        using (AtOnce())
            _talkRight = takesCalls;
    }

    /// <param name="state">0..65534, meaning site-defined.</param>
    public void SetCustomState(int state)
    {
        using (AtOnce())
            _customState = state;
    }

    /// <summary>The two-minute watchdog of this agent's session, until the next sign-in.</summary>
    public void SetTimeOut(bool on)
    {
        using (AtOnce())
            _timesOut = on;
    }

    /// <summary>Empties the event queue, which a reloaded page does not need, and returns how the agent stands.</summary>
    public SeatView Synchronise()
    {
        using (AtOnce())
        {
            _session?.Queue.Clear();
            return View();
        }
    }

    private void ForgetDesk() => (_talkRight, _timesOut, _customState) = (true, true, 0);
}
