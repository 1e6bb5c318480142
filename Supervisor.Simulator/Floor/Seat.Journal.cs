using Supervisor.Simulator.Account;

namespace Supervisor.Simulator.Floor;

// What the seat did, in its own terms. The account must not be made from the events: it is what they are measured against.
internal sealed partial class Seat
{
    private readonly StretchLog _journal;
    private DateTimeOffset _now;

    public SeatJournal Journal()
    {
        using (AtOnce())
            return _journal.Read();
    }

    /// <summary>
    /// The lock, and one moment for everything that is done under it: an event and the change that it tells must bear the same time,
    /// however long this thread is kept waiting between the two.
    /// </summary>
    private Lock.Scope AtOnce()
    {
        var within = _gate.IsHeldByCurrentThread;
        var scope = _gate.EnterScope();
        if (!within)
            _now = _scheduler.WallClock;
        return scope;
    }

    private void Note() => _journal.Note(_now, _state.Word(), _reason, _call);
}
