using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Components;

/// <summary>
/// A component that follows the floor, the live one unless it has another <see cref="Source"/>. It hears of the first change at once and of later ones at most every <see cref="Pace"/>;
/// what it skips is contained in what it gets. Everything runs on the component's dispatcher. Disposing ends the subscription and waits for it.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<Task> _loops = [];
    private FloorSnapshot? _given;

    [Inject] private IFloorFeed Feed { get; set; } = default!;

    /// <summary>The clock.</summary>
    [Inject] protected TimeProvider Time { get; set; } = default!;

    /// <summary>Where the pictures come from.</summary>
    protected virtual IFloorFeed Source => Feed;

    /// <summary>The time of the pictures (UTC): what lasts, lasts until then.</summary>
    protected virtual DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Shortest time between two calls of <see cref="OnFloor"/>.</summary>
    protected virtual TimeSpan Pace => TimeSpan.FromMilliseconds(250);

    /// <summary>Longest time between two calls of <see cref="OnFloor"/> while pictures change nothing that is in view.</summary>
    protected virtual TimeSpan Rest => Pace;

    /// <summary>Cancelled when the component is left.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    /// <summary>Subscribes; call it first when overriding.</summary>
    protected override void OnInitialized()
    {
        var subscription = Source.Subscribe();
        Give(subscription.Snapshot);
        Run(() => FollowAsync(subscription));
    }

    /// <summary>A newer picture. Render what changed, here and only here.</summary>
    /// <param name="floor">The picture.</param>
    /// <param name="changed">Whom it may have changed since the last one; null for anybody.</param>
    protected abstract void OnFloor(FloorSnapshot floor, IReadOnlySet<AgentId>? changed);

    /// <summary>Whether a picture changes what a person is looking at: then it does not wait for <see cref="Rest"/>, only for <see cref="Pace"/>.</summary>
    protected virtual bool IsInView(FloorSnapshot floor) => true;

    /// <summary>Called once, first of all, when the component is left: give back event handlers here.</summary>
    protected virtual void OnLeaving()
    {
    }

    /// <summary>Runs a loop for as long as the component lives. Its failures are the page's failures.</summary>
    protected void Run(Func<Task> loop) => _loops.Add(GuardAsync(loop));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        OnLeaving();
        await _leaving.CancelAsync();
        await Task.WhenAll(_loops);
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task FollowAsync(FloorSubscription subscription)
    {
        using (subscription)
        {
            long? drawn = null;
            await foreach (var next in subscription.ReadAllAsync(Leaving))
            {
                var floor = next;
                // a frame that nobody is waiting for would keep one that somebody is waiting for from leaving at once
                while (drawn is { } at && Time.GetElapsedTime(at) < Rest && !IsInView(floor))
                {
                    await Task.Delay(Look, Time, Leaving);
                    floor = Source.Current;
                }

                Give(floor);
                drawn = Time.GetTimestamp();
                await Task.Delay(Pace, Time, Leaving);
            }
        }
    }

    private void Give(FloorSnapshot floor)
    {
        var changed = _given is null ? null : Source.ChangedBetween(_given, floor);
        _given = floor;
        OnFloor(floor, changed);
    }

    private async Task GuardAsync(Func<Task> loop)
    {
        try
        {
            await loop();
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
}
