using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Storage;

/// <summary>How large the history is, how it grows, and how long its disk will hold it.</summary>
public sealed partial class StoragePage
{
    private StoreFigures? _figures;

    [Inject] private StoreGauge Gauge { get; set; } = default!;

    [Inject] private EventWriter Writer { get; set; } = default!;

    [Inject] private IOptions<HistoryOptions> Options { get; set; } = default!;

    private HistoryOptions History => Options.Value;

    private bool IsNearlyFull => _figures is not null && DiskWarning.For(_figures, History.WarnFreeMegabytes, isWarning: false) is not null;

    /// <inheritdoc />
    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _figures = await Gauge.ReadAsync(Gone);

    private async Task RefreshAsync()
    {
        await LoadAsync();
        Said = L["Read at {0}.", Local(_figures!.At)];
    }

    private string UntilFull(StoreFigures figures) => figures switch
    {
        { DaysUntilFull: > 3650 } => L["enough for more than ten years at this growth"],
        { DaysUntilFull: { } days } => L["full in {0} days at this growth", (int)days],
        { Week: not null } => L["the store does not grow: as much is removed as comes"],
        _ => L["how long it lasts is not known yet"],
    };
}
