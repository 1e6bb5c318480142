using System.Globalization;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Features.Floor;

/// <param name="Column">By what.</param>
/// <param name="Descending">Largest, longest or last first.</param>
public readonly record struct SortLevel(FloorColumn Column, bool Descending);

/// <summary>Order on two levels. What both leave open is decided by the agent's id, so that no two rows ever change places for nothing.</summary>
public sealed record FloorSort(SortLevel First, SortLevel? Second)
{
    /// <summary>Over limit first, then longest in state.</summary>
    public static readonly FloorSort Default = new(new SortLevel(FloorColumn.Urgency, true), new SortLevel(FloorColumn.Time, true));

    /// <summary>It goes by figures of today, some of which grow by themselves.</summary>
    public bool IsOfToday => OfToday(First.Column) || (Second is { } second && OfToday(second.Column));

    /// <summary>First level after a click: this column, then the other way round, then the default again.</summary>
    public FloorSort Click(FloorColumn column)
    {
        var natural = new SortLevel(column, LongestFirst(column));
        if (First == natural) return new FloorSort(natural with { Descending = !natural.Descending }, Second);
        return First.Column == column ? Default : new FloorSort(natural, null);
    }

    /// <summary>Second level after a shift-click: this column, then the other way round, then none.</summary>
    public FloorSort ShiftClick(FloorColumn column)
    {
        if (First.Column == column) return Click(column);
        var natural = new SortLevel(column, LongestFirst(column));
        if (Second == natural) return this with { Second = natural with { Descending = !natural.Descending } };
        return this with { Second = Second?.Column == column ? null : natural };
    }

    /// <summary>Which of two rows comes first; never 0 for two different ones.</summary>
    public int Compare(FloorRow left, FloorRow right, DateTimeOffset now)
    {
        var order = Compare(left, right, First, now);
        if (order == 0 && Second is { } second) order = Compare(left, right, second, now);
        return order != 0 ? order : left.Id.CompareTo(right.Id);
    }

    /// <summary>For the address: <c>time.desc,agent</c>; empty for the default.</summary>
    public override string ToString() => this == Default ? "" : Second is { } second ? $"{Write(First)},{Write(second)}" : Write(First);

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is the default.</summary>
    public static FloorSort Parse(string? text)
    {
        var levels = (text ?? "").Split(',').Select(Read).ToArray();
        return levels switch
        {
            [{ } first] => new FloorSort(first, null),
            [{ } first, { } second] when first.Column != second.Column => new FloorSort(first, second),
            _ => Default,
        };
    }

    private static int Compare(FloorRow left, FloorRow right, SortLevel level, DateTimeOffset now)
    {
        AgentSnapshot a = left.Snapshot, b = right.Snapshot;
        var order = level.Column switch
        {
            FloorColumn.Urgency => left.Level.CompareTo(right.Level),
            FloorColumn.Session => a.Session.Phase.CompareTo(b.Session.Phase),
            FloorColumn.Agent => CultureInfo.CurrentCulture.CompareInfo.Compare(a.Profile.Name, b.Profile.Name, CompareOptions.IgnoreCase),
            FloorColumn.State => StateLook.Rank(a.State).CompareTo(StateLook.Rank(b.State)),
            // longest in state is the earliest start
            FloorColumn.Time => b.Since.CompareTo(a.Since),
            FloorColumn.Team => CultureInfo.CurrentCulture.CompareInfo.Compare(a.Profile.Team, b.Profile.Team, CompareOptions.IgnoreCase),
            FloorColumn.Call => Nullable.Compare(b.Call?.StartedAt, a.Call?.StartedAt),
            FloorColumn.Login => Nullable.Compare(a.SignedInAt, b.SignedInAt),
            FloorColumn.Calls => Figure(left).CompareTo(Figure(right)),
            FloorColumn.Talk => Passed(left, AgentState.Talking, now).CompareTo(Passed(right, AgentState.Talking, now)),
            FloorColumn.WrapUp => Passed(left, AgentState.WrapUp, now).CompareTo(Passed(right, AgentState.WrapUp, now)),
            FloorColumn.Rest => Passed(left, AgentState.Rest, now).CompareTo(Passed(right, AgentState.Rest, now)),
            FloorColumn.Idle => Passed(left, AgentState.Idle, now).CompareTo(Passed(right, AgentState.Idle, now)),
            FloorColumn.Occupancy => Nullable.Compare(left.Today?.OccupancyPercent, right.Today?.OccupancyPercent),
            FloorColumn.Coverage => Nullable.Compare(left.Today?.CoveragePercent, right.Today?.CoveragePercent),
            FloorColumn.Gateway => string.CompareOrdinal(a.Id.Gateway, b.Id.Gateway),
            _ => 0,
        };
        return level.Descending ? -order : order;
    }

    // of whom nothing is known, comes below zero
    private static int Figure(FloorRow row) => row.Today is { IsKnown: true } today ? today.Done.Calls : -1;

    private static long Passed(FloorRow row, AgentState state, DateTimeOffset now) => row.Today is { IsKnown: true } today ? today.Until(state, row.Snapshot, now).Ticks : -1;

    private static bool LongestFirst(FloorColumn column) => column is FloorColumn.Urgency or FloorColumn.Time or FloorColumn.Call || OfToday(column);

    private static bool OfToday(FloorColumn column) => column >= FloorColumn.Calls;

    private static string Write(SortLevel level)
    {
        var name = level.Column.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..] + (level.Descending ? ".desc" : "");
    }

    private static SortLevel? Read(string text)
    {
        var name = text.EndsWith(".desc", StringComparison.Ordinal) ? text[..^5] : text;
        return name.Length > 0 && char.IsAsciiLetter(name[0]) && Enum.TryParse<FloorColumn>(name, ignoreCase: true, out var column)
            ? new SortLevel(column, name.Length != text.Length)
            : null;
    }
}
