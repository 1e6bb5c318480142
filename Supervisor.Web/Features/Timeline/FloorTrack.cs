using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Timeline;

/// <summary>One agent on the floor's timeline. A state is one path, however often it comes: nine elements at most, whatever the day was like.</summary>
/// <param name="Profile">Who.</param>
/// <param name="Index">Place in the list, from 0.</param>
/// <param name="Paths">Outline of each state, in units of <see cref="Width"/> by <see cref="Height"/>.</param>
/// <param name="Sums">Over the window.</param>
public sealed record FloorTrack(AgentProfile Profile, int Index, ImmutableArray<(AgentState State, string Outline)> Paths, SpanSums Sums)
{
    /// <summary>Units of the whole width: what a row is counted to have in pixels, and nothing narrower is drawn by itself.</summary>
    public const int Width = 1200;

    /// <summary>Units of the whole height.</summary>
    public const int Height = 20;

    /// <summary>Lays one row out.</summary>
    public static FloorTrack Of(AgentProfile profile, int index, ReadOnlySpan<StateInterval> intervals, TimeWindow window, DateTimeOffset now)
    {
        var outlines = new SortedDictionary<AgentState, StringBuilder>();
        foreach (var piece in Piece.Of(intervals, window, window.Length / Width))
        {
            if (!outlines.TryGetValue(piece.State, out var outline)) outlines.Add(piece.State, outline = new StringBuilder());
            var (from, to) = (Unit(piece.From), Unit(piece.To));
            // whoever is signed out is hollow and low, on every theme and without colour
            var (top, height) = piece.State == AgentState.SignedOut ? (13, 5) : (1, Height - 2);
            outline.Append(CultureInfo.InvariantCulture, $"M{from:0.#} {top}H{to:0.#}v{height}H{from:0.#}z");
        }

        return new FloorTrack(profile, index, [.. outlines.Select(outline => (outline.Key, outline.Value.ToString()))], SpanSums.Of(intervals, window, now));

        double Unit(DateTimeOffset at) => (at - window.From) / window.Length * Width;
    }
}
