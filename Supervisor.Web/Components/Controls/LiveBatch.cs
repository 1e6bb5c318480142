using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Supervisor.Web.Components.Controls;

/// <summary>The invisible component from whose render the parts of a <see cref="LivePump"/> are rendered, and the circuit's beat where it is due.</summary>
public sealed class LiveBatch : ComponentBase
{
    [Parameter, EditorRequired] public LivePump Pump { get; set; } = default!;

    [Inject] private BeatRide Beat { get; set; } = default!;

    protected override void OnInitialized() => Pump.Batch = StateHasChanged;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        Pump.RefreshStale();
        Beat.Board();
    }
}
