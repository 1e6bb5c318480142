using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <summary>A part of the drawer that reads the history: when the agent is another one, and when something has happened to the agent, at most once per <see cref="Pace"/>.</summary>
public abstract class DrawerReading : ComponentBase, IAsyncDisposable
{
    /// <summary>Also gives the event writer the time to have written what has just happened.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private (AgentId, long)? _read;
    private Task _reading = Task.CompletedTask;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired] public AgentSnapshot Agent { get; set; } = default!;

    /// <summary>The clock.</summary>
    [Inject] protected TimeProvider Time { get; set; } = default!;

    private (AgentId, long) Wanted => (Agent.Id, Agent.LastSequence);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _reading;
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads for <see cref="Agent"/>.</summary>
    protected abstract Task ReadAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_read != Wanted && _reading.IsCompleted) _reading = FollowAsync();
    }

    private async Task FollowAsync()
    {
        try
        {
            while (_read != Wanted)
            {
                // at once for the first look at an agent
                if (_read is { } before && before.Item1 == Agent.Id) await Task.Delay(Pace, Time, _leaving.Token);
                _read = Wanted;
                await ReadAsync(_leaving.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the drawer is closed
        }
        catch (SqliteException)
        {
            // a store that cannot be read is reported elsewhere; what is live is still shown
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}
