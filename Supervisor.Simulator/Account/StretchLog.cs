using Supervisor.Simulator.Floor;

namespace Supervisor.Simulator.Account;

/// <summary>The stretches of one seat: the newest closed ones, and the open one. Used under the lock of the seat.</summary>
internal sealed class StretchLog(int capacity, DateTimeOffset start)
{
    private readonly BoundedHistory<StateStretch> _closed = new(capacity);
    private StateStretch _open = new(start, To: null, SeatState.SignedOut.Word(), Reason: null, CallId: null, Direction: null);

    /// <summary>From here on this holds; nothing begins where nothing changes.</summary>
    public void Note(DateTimeOffset at, string state, int? reason, Call? call)
    {
        var next = new StateStretch(at, To: null, state, reason, call?.Id, call is null ? null : call.Outbound ? "outbound" : "inbound");
        if (next == _open with { From = at })
            return;
        _closed.Add(_open with { To = at });
        _open = next;
    }

    public SeatJournal Read() => new([.. _closed.All(), _open], _closed.Dropped);
}
