using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Features.Floor;

/// <summary>
/// What is said in the agent's current or last call: what the keeper has heard, live, and before it what an earlier run of the app has written
/// to the history. Renders at most every <see cref="Pace"/>, and only where something was said. Nothing at all where nothing was recognised.
/// </summary>
public sealed partial class DrawerConversation : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _leaving = new();
    private ConversationSubscription _subscription = default!;
    private RecentCalls _live = RecentCalls.None;
    private RecentCalls _earlier = RecentCalls.None;
    private Conversation? _shown;
    private Conversation? _drawn;
    private Task _following = Task.CompletedTask;

    /// <summary>Whose calls.</summary>
    [Parameter, EditorRequired] public AgentId Agent { get; set; }

    [Inject] private ConversationKeeper Conversations { get; set; } = default!;

    [Inject] private EventStore Store { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _following;
        _subscription.Dispose();
        _leaving.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _subscription = Conversations.Subscribe(Agent);
        Show(_subscription.Snapshot);
        _following = FollowAsync();
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => !ReferenceEquals(_drawn, _shown);

    private Conversation? Take() => _drawn = _shown;

    private void Show(RecentCalls live)
    {
        _live = live;
        _shown = live.Current is not { } call ? _earlier.Current
            : _earlier.Calls.Find(earlier => earlier.CallId == call.CallId) is { } earlier ? call.After(earlier)
            : call;
        StateHasChanged();
    }

    private async Task FollowAsync()
    {
        try
        {
            _earlier = await EarlierAsync();
            Show(_live);
            await foreach (var calls in _subscription.ReadAllAsync(_leaving.Token))
            {
                Show(calls);
                await Task.Delay(Pace, Time, _leaving.Token);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the drawer is closed
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task<RecentCalls> EarlierAsync()
    {
        try
        {
            return await EarlierCalls.ReadAsync(Store, Agent, _live, Time.GetUtcNow(), _leaving.Token);
        }
        catch (SqliteException)
        {
            return RecentCalls.None; // a store that cannot be read is reported elsewhere; what is said now is still shown
        }
    }
}
