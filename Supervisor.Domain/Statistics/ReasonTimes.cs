using System.Collections;
using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Domain.Statistics;

/// <summary>Time in one state for one reason.</summary>
/// <param name="State">Busy, rest, or unknown.</param>
/// <param name="Reason">Busy reason, cause of a rest, why we have no data; null where none was told.</param>
/// <param name="Time">How long.</param>
public readonly record struct ReasonTime(AgentState State, string? Reason, TimeSpan Time);

/// <summary>Times by reason, in order of state and reason; equal where all times are.</summary>
public sealed class ReasonTimes : IReadOnlyList<ReasonTime>, IEquatable<ReasonTimes>
{
    /// <summary>None.</summary>
    public static readonly ReasonTimes None = new([]);

    private readonly ImmutableArray<ReasonTime> _times;

    private ReasonTimes(ImmutableArray<ReasonTime> times) => _times = times;

    /// <inheritdoc />
    public int Count => _times.Length;

    /// <inheritdoc />
    public ReasonTime this[int index] => _times[index];

    /// <summary>Times that may name a reason more than once, and in any order.</summary>
    public static ReasonTimes Of(IEnumerable<ReasonTime> times)
    {
        var sums = times.GroupBy(time => (time.State, time.Reason)).Select(same => new ReasonTime(same.Key.State, same.Key.Reason, new TimeSpan(same.Sum(time => time.Time.Ticks))));
        var sorted = sums.OrderBy(time => time.State).ThenBy(time => time.Reason, StringComparer.Ordinal).ToImmutableArray();
        return sorted.IsEmpty ? None : new ReasonTimes(sorted);
    }

    /// <summary>Both together.</summary>
    public static ReasonTimes operator +(ReasonTimes left, ReasonTimes right) => left.Count == 0 ? right : right.Count == 0 ? left : Of(left.Concat(right));

    /// <summary>Both together.</summary>
    public static ReasonTimes Add(ReasonTimes left, ReasonTimes right) => left + right;

    /// <inheritdoc />
    public bool Equals(ReasonTimes? other) => other is not null && _times.AsSpan().SequenceEqual(other._times.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ReasonTimes);

    /// <inheritdoc />
    public override int GetHashCode() => _times.Length == 0 ? 0 : HashCode.Combine(_times.Length, _times[0]);

    /// <inheritdoc />
    public IEnumerator<ReasonTime> GetEnumerator() => _times.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
