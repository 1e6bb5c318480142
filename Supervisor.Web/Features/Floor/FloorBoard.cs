using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Features.Floor;

/// <summary>
/// What one open floor page shows, and in which order. Rows never change places while somebody points at them or has the keyboard in
/// them (<see cref="Held"/>): the new order then waits and <see cref="OrderWaits"/> says so. Not thread-safe: one page, one dispatcher.
/// </summary>
public sealed partial class FloorBoard
{
    private readonly Dictionary<AgentId, FloorRow> _rows = [];
    private int _numbers;

    /// <summary>Everybody.</summary>
    public int Total => _rows.Count;

    /// <summary>The rows shown, in order. A new list whenever order or membership changes.</summary>
    public List<FloorRow> Shown { get; private set; } = [];

    public FloorFilter Filter { get; private set; } = FloorFilter.None;

    public FloorSort Sort { get; private set; } = FloorSort.Default;

    /// <summary>The order must not change now.</summary>
    public bool Held { get; private set; }

    /// <summary>A newer order waits for the hold to end.</summary>
    public bool OrderWaits { get; private set; }

    /// <summary>Count and earliest start of each state, over everybody.</summary>
    public ImmutableArray<StateCount> Counts { get; private set; } = StateCount.Nobody;

    /// <summary>Takes the newest picture. True when <see cref="Shown"/> has changed.</summary>
    public bool Accept(FloorSnapshot floor, DateTimeOffset now)
    {
        var known = 0;
        foreach (var (id, agent) in floor.Agents)
        {
            if (_rows.TryGetValue(id, out var row))
            {
                row.Snapshot = agent;
                known++;
            }
            else
            {
                _rows.Add(id, new FloorRow(agent, ++_numbers));
                known++;
            }
        }

        var someLeft = known < _rows.Count;
        if (someLeft)
        {
            foreach (var id in _rows.Keys.Where(id => !floor.Agents.ContainsKey(id)).ToList()) _rows.Remove(id);
        }

        Counts = StateCount.Of(_rows.Values);
        // an agent who was removed is not kept as a ghost, not even under the pointer
        var cleaned = someLeft && Show([.. Shown.Where(row => _rows.ContainsKey(row.Id))]);
        return Arrange(now) || cleaned;
    }

    /// <summary>Takes the order as of now, unless held. True when <see cref="Shown"/> has changed.</summary>
    public bool Arrange(DateTimeOffset now)
    {
        var wanted = Sort.Order(_rows.Values.Where(Filter.Wants), now);
        if (Same(wanted, Shown))
        {
            OrderWaits = false;
            return false;
        }

        // an empty grid has no order to hold
        OrderWaits = Held && Shown.Count > 0;
        return !OrderWaits && Show(wanted);
    }

    /// <summary>Holds the order, or lets it go; what waited is shown at the next <see cref="Arrange"/>.</summary>
    public void Hold(bool held) => Held = held;

    /// <summary>Somebody asked for another filter or order: that is shown at once, held or not.</summary>
    public void Choose(FloorFilter filter, FloorSort sort, DateTimeOffset now)
    {
        Filter = filter;
        Sort = sort;
        TakeOrder(now);
    }

    /// <summary>Shows the order as of now, held or not.</summary>
    public void TakeOrder(DateTimeOffset now)
    {
        OrderWaits = false;
        Show(Sort.Order(_rows.Values.Where(Filter.Wants), now));
    }

    /// <summary>The row of <paramref name="id"/>; null where the agent has left the floor.</summary>
    public FloorRow? Find(AgentId id) => _rows.GetValueOrDefault(id);

    private bool Show(List<FloorRow> rows)
    {
        for (var i = 0; i < rows.Count; i++) rows[i].Index = i;
        Shown = rows;
        KeepSelection();
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
