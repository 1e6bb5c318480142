using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Supervisor.Domain.Floor;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Web.Features;

/// <summary>What the pages of administration share: who acts, in which time zone, and the end of waiting when the page is left.</summary>
public abstract class AdminComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private ICommandRights Rights { get; set; } = default!;

    [Inject]
    private IJSRuntime JavaScript { get; set; } = default!;

    /// <summary>Time zone of the person in front of the browser; UTC until it has told.</summary>
    protected TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>What was wrong with the last command.</summary>
    protected IReadOnlyList<FieldError> Errors { get; set; } = [];

    /// <summary>What the last command did, for everybody to read and hear.</summary>
    protected string Said { get; set; } = "";

    /// <summary>The signed-in person with the roles of this moment, asked for anew at each command: roles can change while a page is open.</summary>
    protected async Task<Actor> ActorAsync() => Actor.From(await Rights.NowAsync((await Authentication).User, Gone));

    /// <summary>Date, time and offset, as the person's clock shows them.</summary>
    protected string Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            Zone = await BrowserZone.FindAsync(JavaScript, Gone);
            StateHasChanged();
        }
        catch (Exception left) when (left is OperationCanceledException or JSDisconnectedException or ObjectDisposedException)
        {
            // the page was left before the browser answered
        }
    }

    /// <summary>Renders again when the floor has changed in a way that concerns this page, until the page is left.</summary>
    /// <param name="feed">The floor.</param>
    /// <param name="between">Shortest time between two renders.</param>
    /// <param name="time">The clock.</param>
    /// <param name="concerns">Asked with the picture last rendered and the newest one.</param>
    protected async Task FollowAsync(IFloorFeed feed, TimeSpan between, TimeProvider time, Func<FloorSnapshot, FloorSnapshot, bool> concerns)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(concerns);
        try
        {
            using var subscription = feed.Subscribe();
            var shown = subscription.Snapshot;
            await foreach (var snapshot in subscription.ReadAllAsync(Gone))
            {
                if (!concerns(shown, snapshot)) continue;
                shown = snapshot;
                StateHasChanged();
                await Task.Delay(between, time, Gone);
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    /// <summary>Keeps the errors, or says <paramref name="done"/>; true when the command was done.</summary>
    protected bool Took(Outcome outcome, string done)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Errors = outcome.Errors;
        Said = outcome.IsDone ? done : "";
        return outcome.IsDone;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the waiting.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _gone.Cancel();
        _gone.Dispose();
    }
}
