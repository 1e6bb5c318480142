namespace Supervisor.Web.Components.Controls;

/// <summary>
/// Lets the beat of a circuit ride in the batches that its page sends anyway: a batch of its own is a frame to the browser, a call of the hub and an acknowledgement, for one number. One per circuit;
/// everything here runs on the circuit's dispatcher.
/// </summary>
public sealed class BeatRide
{
    private Action? _board;

    /// <summary>The beat takes part; <paramref name="board"/> renders it where one is due.</summary>
    public void Offer(Action board) => _board = board;

    /// <summary>The beat is left.</summary>
    public void Leave() => _board = null;

    /// <summary>Called from inside a batch.</summary>
    public void Board() => _board?.Invoke();
}
