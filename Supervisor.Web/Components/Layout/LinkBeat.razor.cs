using Microsoft.AspNetCore.Components;
using Supervisor.Web.Components.Controls;

namespace Supervisor.Web.Components.Layout;

/// <summary>
/// Sends the server's time to the browser over the circuit, which is also the sign that the link is alive. It rides in a batch of the page that comes shortly before it is due, and has one of its own
/// only where none comes.
/// </summary>
public sealed partial class LinkBeat
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>As old as this it takes what comes by: two batches of a live page before it would have to go by itself.</summary>
    private static readonly TimeSpan Boarding = Interval - TimeSpan.FromMilliseconds(600);

    /// <summary>A timer counts whole milliseconds, and drops the rest.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private Task _beating = Task.CompletedTask;
    private long _sent;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private BeatRide Ride { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _sent = Time.GetTimestamp();
        Ride.Offer(BoardWhenDue);
        _beating = BeatAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Ride.Leave();
        await _leaving.CancelAsync();
        await _beating;
        _leaving.Dispose();
    }

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                // looked at once: a process that stands still between two looks would have less than nothing left to wait
                var left = Interval - Age;
                if (left <= TimeSpan.Zero)
                {
                    Send();
                    left = Interval;
                }

                await Task.Delay(left + Tick, Time, _leaving.Token);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the page is left
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private TimeSpan Age => Time.GetElapsedTime(_sent);

    private void BoardWhenDue()
    {
        if (Age >= Boarding) Send();
    }

    private void Send()
    {
        _sent = Time.GetTimestamp();
        StateHasChanged();
    }
}
