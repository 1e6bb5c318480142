using Supervisor.Domain.Agents;
using Supervisor.Web.Features.Today;

namespace Supervisor.Web.Features.Floor;

/// <summary>The lines of the grid: rows, under the heads of their groups where somebody wants groups.</summary>
public sealed partial class FloorBoard
{
    private readonly Dictionary<string, FloorGroup> _groups = [];
    private readonly List<FloorGroup> _shownGroups = [];
    private TodayPicture? _summed;

    /// <summary>What the grid draws, line by line. A new list whenever a line comes, goes or moves.</summary>
    public List<IFloorLine> Lines { get; private set; } = [];

    /// <summary>Closes a group, or opens it.</summary>
    public void Fold(FloorGroup group, bool isCollapsed)
    {
        if (group.IsCollapsed == isCollapsed) return;
        group.IsCollapsed = isCollapsed;
        DrawLines();
    }

    /// <summary>The head under which a row stands; null where there are no groups.</summary>
    public FloorGroup? GroupOf(FloorRow row) => _shownGroups.Find(group => !group.IsCollapsed && group.Index < row.Index && row.Index <= group.Index + group.Rows.Count);

    private static string KeyOf(FloorRow row, FloorGrouping grouping) => grouping == FloorGrouping.State ? StateLook.Of(row.Snapshot.State).Css : row.Snapshot.Profile.Team;

    private void DrawLines()
    {
        var lines = new List<IFloorLine>(Shown.Count + _shownGroups.Count);
        if (Choice.Grouping == FloorGrouping.None) lines.AddRange(Shown);
        foreach (var group in _shownGroups)
        {
            lines.Add(group);
            if (!group.IsCollapsed) lines.AddRange(group.Rows);
        }

        for (var i = 0; i < lines.Count; i++) lines[i].Index = i;
        Lines = lines;
        _summed = null;
        CountGroups();
        KeepSelection();
    }

    /// <summary>Cuts the rows shown, which come in the order of the groups, into groups.</summary>
    private void Regroup()
    {
        _shownGroups.Clear();
        var grouping = Choice.Grouping;
        if (grouping == FloorGrouping.None) return;
        for (var at = 0; at < Shown.Count;)
        {
            var (first, key) = (at, KeyOf(Shown[at], grouping));
            while (at < Shown.Count && KeyOf(Shown[at], grouping) == key) at++;
            if (!_groups.TryGetValue(key, out var group))
                _groups[key] = group = new FloorGroup(key, grouping == FloorGrouping.State ? Shown[first].Snapshot.State : null, ++_numbers);
            group.Rows = Shown.GetRange(first, at - first);
            _shownGroups.Add(group);
        }
    }

    /// <summary>Takes out those who have left the floor. Everybody else stays where they are, also who is in the wrong group by now.</summary>
    private void Clean()
    {
        Shown = Shown.FindAll(row => _rows.ContainsKey(row.Id));
        foreach (var group in _shownGroups) group.Rows = [.. group.Rows.Where(row => _rows.ContainsKey(row.Id))];
        _shownGroups.RemoveAll(group => group.Rows.Count == 0);
        DrawLines();
    }

    /// <summary>The facts of the groups as they are shown: while the order is held, a row counts where it stands.</summary>
    private void CountGroups()
    {
        var anew = !ReferenceEquals(_summed, _today);
        _summed = _today;
        foreach (var group in _shownGroups)
        {
            FloorRow? longest = null;
            foreach (var row in group.Rows)
                if (row.Snapshot.State != AgentState.SignedOut && (longest is null || row.Snapshot.Since < longest.Snapshot.Since)) longest = row;
            var facts = new GroupFacts(StateCount.Of(group.Rows), longest?.Snapshot, anew ? Sum(group.Rows) : group.Facts.Today);
            if (!facts.IsSame(group.Facts)) group.Facts = facts;
        }
    }

    private GroupToday? Sum(List<FloorRow> rows)
    {
        var (known, sums) = (0, default(TodaySums));
        foreach (var row in rows)
        {
            if (row.Today is not { IsKnown: true } today) continue;
            known++;
            sums += today.Done.With(today.State, Math.Max(0, (_today.AsOf - today.From).Ticks));
        }

        var elapsed = rows.Count * (_today.AsOf - _today.From).Ticks;
        return known == 0 ? null : new GroupToday(known, sums, elapsed <= 0 ? 0 : (int)Math.Min(100, 100 * (decimal)sums.Known / elapsed));
    }
}
