namespace Supervisor.Web.Features.Floor;

/// <summary>What the live region says: the newest sentence, at most one in ten seconds, never the same twice in a row.</summary>
internal sealed class Announcer
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    private string? _next;
    private DateTimeOffset _lastAt = DateTimeOffset.MinValue;

    /// <summary>What is being said.</summary>
    public string Said { get; private set; } = "";

    /// <summary>To be said when the gap is over; replaces what waits.</summary>
    public void Offer(string sentence) => _next = sentence;

    /// <summary>True when <see cref="Said"/> has changed.</summary>
    public bool Speak(DateTimeOffset now)
    {
        if (_next is null || now - _lastAt < Gap) return false;
        var changed = _next != Said;
        if (changed) (Said, _lastAt) = (_next, now);
        _next = null;
        return changed;
    }
}
