using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Supervisor.Web.Components.Controls;

/// <summary>
/// One per page: renders the stale parts of the page in one batch, hence one frame to the browser. A component that asks to be rendered
/// outside a batch gets a batch of its own; asking from inside this component's render puts all of them into the one that is running.
/// </summary>
internal sealed class LivePump : ComponentBase
{
    private readonly HashSet<ILivePart> _parts = [];
    private readonly List<ILivePart> _stale = [];

    public void Add(ILivePart part) => _parts.Add(part);

    public void Remove(ILivePart part) => _parts.Remove(part);

    /// <summary>Renders whatever is stale; nothing is sent when nothing is.</summary>
    public void Flush()
    {
        _stale.Clear();
        foreach (var part in _parts)
            if (part.IsStale) _stale.Add(part);
        if (_stale.Count > 0) StateHasChanged();
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var part in _stale) part.Refresh();
        _stale.Clear();
    }
}
