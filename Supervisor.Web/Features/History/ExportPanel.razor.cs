using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>Starts the download of an export, and shows how far it is. The download goes over HTTP, so it needs neither the circuit nor the page.</summary>
public sealed partial class ExportPanel : IDisposable
{
    /// <summary>Between two renders: no more than a person can read.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _leaving = new();
    private ExportFormat _format = ExportFormat.Csv;
    private ExportWatch? _watch;
    private ExportState? _state;

    /// <summary>What is exported.</summary>
    [Parameter, EditorRequired] public required EventFilter Filter { get; set; }

    /// <summary>Zone of the times in it.</summary>
    [Parameter, EditorRequired] public required TimeZoneInfo Zone { get; set; }

    [Inject] private ExportDesk Desk { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private string Address
    {
        get
        {
            var own = new Dictionary<string, string?> { ["format"] = _format.Name, ["zone"] = Zone.Id, [ExportDesk.Parameter] = _watch?.Key };
            if (_format == ExportFormat.Csv) own["bom"] = "true";
            return QueryHelpers.AddQueryString($"api/v1/events/export?{FilterAddress.Write(Filter)}", own);
        }
    }

    private string? Ended => _state switch
    {
        { Phase: ExportPhase.Done } done => L["{0} events exported", done.Progress.Rows.ToString("N0")].Value,
        { Phase: ExportPhase.Cancelled } => L["The export was cancelled"].Value,
        { Phase: ExportPhase.Failed } => L["The export failed; the log says why"].Value,
        _ => null,
    };

    /// <inheritdoc />
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        if (_watch is not null) Desk.Close(_watch);
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User.Identity?.Name;
        if (user is null || _leaving.IsCancellationRequested) return;
        _watch = Desk.Open(user);
        _ = WatchAsync(_watch, _leaving.Token);
    }

    private async Task WatchAsync(ExportWatch watch, CancellationToken leaving)
    {
        try
        {
            await foreach (var state in watch.States.ReadAllAsync(leaving))
            {
                _state = state;
                StateHasChanged();
                await Task.Delay(Breath, Time, leaving);
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void Choose(ChangeEventArgs change) => _format = ExportFormat.Find(change.Value as string) ?? _format;

    private void Cancel() => _watch?.Cancel();
}
