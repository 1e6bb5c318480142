using Supervisor.Domain.Floor;

namespace Supervisor.Web.Components.Controls;

/// <summary>
/// One per page: renders the stale parts of the page in one batch, hence one frame to the browser. A component that asks to be rendered
/// outside a batch gets a batch of its own; <see cref="LiveBatch"/> asks from inside its own render, which puts all of them into one.
/// </summary>
public sealed class LivePump
{
    private readonly HashSet<ILivePart> _parts = [];
    private readonly List<ILivePart> _stale = [];

    /// <summary>Starts a batch; set by the <see cref="LiveBatch"/> of the page.</summary>
    public Action? Batch { get; set; }

    public void Add(ILivePart part) => _parts.Add(part);

    public void Remove(ILivePart part) => _parts.Remove(part);

    /// <summary>Whether a picture changes an agent that one of the parts shows.</summary>
    public bool Concerns(FloorSnapshot floor)
    {
        foreach (var part in _parts)
            if (part.Concerns(floor)) return true;
        return false;
    }

    /// <summary>Renders whatever is stale; nothing is sent when nothing is.</summary>
    public void Flush()
    {
        _stale.Clear();
        foreach (var part in _parts)
            if (part.IsStale) _stale.Add(part);
        if (_stale.Count > 0) Batch?.Invoke();
    }

    /// <summary>Called inside the batch.</summary>
    public void RefreshStale()
    {
        foreach (var part in _stale) part.Refresh();
        _stale.Clear();
    }
}
