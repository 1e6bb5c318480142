using Microsoft.AspNetCore.Components;
using Supervisor.Domain.Agents;
using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.Timeline;

/// <summary>The events of one agent in the span, page by page, in either order. Who renders it has asked whether the person may read the history.</summary>
public sealed partial class SpanEvents : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private readonly Stack<long?> _before = [];
    private EventPage? _page;
    private (AgentId, TimeWindow, object)? _shown;
    private long? _from;
    private bool _newestFirst;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired] public AgentId Agent { get; set; }

    /// <summary>Of which time.</summary>
    [Parameter, EditorRequired] public TimeWindow Window { get; set; }

    /// <summary>Whose clock.</summary>
    [Parameter, EditorRequired] public required TimeZoneInfo Zone { get; set; }

    /// <summary>Another one means: read again.</summary>
    [Parameter, EditorRequired] public required object Edition { get; set; }

    [Inject] private EventStore Store { get; set; } = default!;

    /// <inheritdoc />
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Agent, Window, Edition)) return;
        _shown = (Agent, Window, Edition);
        await FirstAsync();
    }

    private Task TurnAsync()
    {
        _newestFirst = !_newestFirst;
        return FirstAsync();
    }

    private Task FirstAsync()
    {
        _before.Clear();
        return LoadAsync(null);
    }

    private Task NextAsync(long next)
    {
        _before.Push(_from);
        return LoadAsync(next);
    }

    private Task BackAsync() => LoadAsync(_before.Pop());

    private async Task LoadAsync(long? from)
    {
        var filter = new EventFilter { Gateway = Agent.Gateway, Agents = [Agent.WorkNo], From = Window.From, To = Window.To };
        var wanted = _shown;
        try
        {
            var page = _newestFirst ? await Store.OlderAsync(filter, from, PageSize, _leaving.Token) : await Store.NewerAsync(filter, from ?? 0, PageSize, _leaving.Token);
            if (_shown == wanted) (_page, _from) = (page, from);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // the page is left
        }
    }
}
