using Microsoft.AspNetCore.Components;

namespace Supervisor.Web.Components.Layout;

/// <summary>Sends the server's time to the browser over the circuit, which is also the sign that the link is alive.</summary>
public sealed partial class LinkBeat
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private Task _beating = Task.CompletedTask;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnInitialized() => _beating = BeatAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _beating;
        _leaving.Dispose();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Interval, Time);
        try
        {
            do StateHasChanged();
            while (await timer.WaitForNextTickAsync(_leaving.Token));
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the page is left
        }
    }
}
