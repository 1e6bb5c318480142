using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Limits;
using Supervisor.Web.Features.Today;

namespace Supervisor.Web.Features.Floor;

/// <summary>
/// What one open floor page shows, and in which order. Rows never change places while somebody points at them, has the keyboard in
/// them or is asked what to do to one (<see cref="Held"/>): the new order then waits and <see cref="OrderWaits"/> says so. Not thread-safe: one page, one dispatcher.
/// </summary>
public sealed partial class FloorBoard
{
    private readonly Dictionary<AgentId, FloorRow> _rows = [];
    // the same again: two or three times a second all of them are looked at, and a list is read fastest
    private readonly List<FloorRow> _everybody = [];
    private readonly FloorOrder _order = new();
    private FloorLimits _limits = FloorLimits.Default;
    private TodayPicture _today = TodayPicture.Nothing;
    private int _numbers;

    /// <summary>Everybody.</summary>
    public int Total => _rows.Count;

    /// <summary>Everybody, in no order.</summary>
    public IReadOnlyCollection<FloorRow> Everybody => _everybody;

    /// <summary>The rows that the filter lets through, in order, also those in closed groups. A new list whenever order or membership changes.</summary>
    public List<FloorRow> Shown { get; private set; } = [];

    public FloorChoice Choice { get; private set; } = FloorChoice.Plain;

    public FloorFilter Filter => Choice.Filter;

    public FloorSort Sort => Choice.Sort;

    /// <summary>The order must not change now.</summary>
    public bool Held { get; private set; }

    /// <summary>A newer order waits for the hold to end.</summary>
    public bool OrderWaits { get; private set; }

    /// <summary>Count and earliest start of each state, over everybody.</summary>
    public ImmutableArray<StateCount> Counts { get; private set; } = StateCount.Nobody;

    /// <summary>Gateways of everybody, in order. Another reference when they have changed.</summary>
    public ImmutableArray<string> Gateways { get; private set; } = [];

    /// <summary>Takes the newest picture. True when <see cref="Shown"/> has changed.</summary>
    /// <param name="floor">The picture.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="changed">Whom it may have changed since the last one that was taken; null for anybody.</param>
    public bool Accept(FloorSnapshot floor, DateTimeOffset now, IReadOnlySet<AgentId>? changed = null)
    {
        var known = _rows.Count;
        foreach (var agent in floor.Of(changed)) Put(agent);
        var someLeft = floor.Agents.Count < _rows.Count;
        if (someLeft)
        {
            foreach (var gone in _everybody.Where(row => !floor.Agents.ContainsKey(row.Id)))
            {
                gone.Leave();
                _rows.Remove(gone.Id);
            }

            _everybody.RemoveAll(row => !_rows.ContainsKey(row.Id));
        }

        if (someLeft || known != _rows.Count)
        {
            ImmutableArray<string> gateways = [.. _rows.Keys.Select(id => id.Gateway).Distinct().Order(StringComparer.Ordinal)];
            if (!gateways.SequenceEqual(Gateways)) Gateways = gateways;
        }

        // an agent who was removed is not kept as a ghost, not even under the pointer
        if (someLeft) Clean();
        return Arrange(now) || someLeft;
    }

    /// <summary>Takes the limits that hold now and the newest figures of today; both are looked at by reference.</summary>
    public void Take(FloorLimits limits, TodayPicture today)
    {
        if (!ReferenceEquals(limits, _limits))
        {
            _limits = limits;
            foreach (var row in _everybody) row.Limits = limits;
        }

        if (ReferenceEquals(today, _today)) return;
        _today = today;
        foreach (var row in _everybody) row.Today = today.Agents.GetValueOrDefault(row.Id);
    }

    /// <summary>Takes the order as of now, unless held. True when <see cref="Shown"/> has changed.</summary>
    public bool Arrange(DateTimeOffset now)
    {
        Look(now);
        if (Same(_order.Rows, Shown))
        {
            OrderWaits = false;
            CountGroups();
            return false;
        }

        // an empty grid has no order to hold
        OrderWaits = Held && Shown.Count > 0;
        if (!OrderWaits) return Show([.. _order.Rows]);
        CountGroups();
        return false;
    }

    /// <summary>Holds the order, or lets it go; what waited is shown at the next <see cref="Arrange"/>.</summary>
    public void Hold(bool held) => Held = held;

    /// <summary>Somebody asked for other rows, another order or other groups: that is shown at once, held or not.</summary>
    public void Choose(FloorChoice choice, DateTimeOffset now)
    {
        if (choice.Grouping != Choice.Grouping) _groups.Clear();
        Choice = choice;
        TakeOrder(now);
    }

    /// <summary>Shows the order as of now, held or not.</summary>
    public void TakeOrder(DateTimeOffset now)
    {
        OrderWaits = false;
        Look(now);
        Show([.. _order.Rows]);
    }

    /// <summary>The row of <paramref name="id"/>; null where the agent has left the floor.</summary>
    public FloorRow? Find(AgentId id) => _rows.GetValueOrDefault(id);

    /// <summary>How many a filter would let through, as of the last look.</summary>
    public int CountOf(FloorFilter filter)
    {
        var count = 0;
        foreach (var row in _everybody)
            if (filter.Wants(row)) count++;
        return count;
    }

    private void Put(AgentSnapshot agent)
    {
        if (_rows.TryGetValue(agent.Id, out var row))
        {
            row.Snapshot = agent;
            return;
        }

        _rows.Add(agent.Id, row = new FloorRow(agent, ++_numbers) { Limits = _limits, Today = _today.Agents.GetValueOrDefault(agent.Id) });
        _everybody.Add(row);
    }

    private void Look(DateTimeOffset now)
    {
        _order.Look(_everybody, Choice, now);
        Counts = StateCount.Of(_everybody);
    }

    private bool Show(List<FloorRow> rows)
    {
        Shown = rows;
        Regroup();
        DrawLines();
        return true;
    }

    private static bool Same(List<FloorRow> left, List<FloorRow> right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
            if (!ReferenceEquals(left[i], right[i])) return false;
        return true;
    }
}
