using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Components.Controls;

/// <summary>A component that renders only when what it shows is out of date, together with the other parts of its page.</summary>
public abstract class LivePart : ComponentBase, ILivePart, IDisposable
{
    /// <summary>The pump of the page.</summary>
    [Parameter, EditorRequired] public LivePump Pump { get; set; } = default!;

    /// <inheritdoc />
    public abstract bool IsStale { get; }

    /// <inheritdoc />
    public virtual bool Concerns(FloorSnapshot floor) => false;

    /// <inheritdoc />
    public void Refresh() => StateHasChanged();

    /// <inheritdoc />
    public virtual void Dispose()
    {
        Pump.Remove(this);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void OnInitialized() => Pump.Add(this);

    /// <inheritdoc />
    protected override bool ShouldRender() => IsStale;
}
