using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;

namespace Supervisor.Web.Features.History;

/// <summary>Starts the download of an export, and shows how far it is. The download goes over HTTP, so it needs neither the circuit nor the page.</summary>
public sealed partial class ExportPanel : IDisposable
{
    /// <summary>Between two renders: no more than a person can read.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _leaving = new();
    private readonly string _id = $"export-format-{Guid.NewGuid():N}";
    private ExportFormat _format = ExportFormat.Csv;
    private ExportWatch? _watch;
    private ExportState? _state;

    /// <summary>Address of the export without format, e.g. <c>api/v1/events/export?agent=291&amp;zone=UTC</c>.</summary>
    [Parameter, EditorRequired] public required string Source { get; set; }

    /// <summary>What is exported, a word for the link; the key of the translation.</summary>
    [Parameter, EditorRequired] public required string What { get; set; }

    [Inject] private ExportDesk Desk { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = default!;

    private string Address
    {
        get
        {
            var own = new Dictionary<string, string?> { ["format"] = _format.Name, [ExportDesk.Parameter] = _watch?.Key };
            if (_format == ExportFormat.Csv) own["bom"] = "true";
            return QueryHelpers.AddQueryString(Source, own);
        }
    }

    private string? Ended => _state switch
    {
        { Phase: ExportPhase.Done } done => L["{0} rows exported", done.Progress.Rows.ToString("N0")].Value,
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
