using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Statistics;

namespace Supervisor.Web.Features.Timeline;

/// <summary>What is drawn as one: an interval, or neighbours that are too short to be seen.</summary>
/// <param name="From">Beginning, within the window.</param>
/// <param name="To">End, within the window.</param>
/// <param name="State">The state; of several, the one that lasted longest.</param>
/// <param name="First">Index of the first interval in it.</param>
/// <param name="Count">Number of intervals in it.</param>
public readonly record struct Piece(DateTimeOffset From, DateTimeOffset To, AgentState State, int First, int Count)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>
    /// Pieces of what lies in the window. Whatever is shorter than <paramref name="least"/> is put together with what follows until it is long enough, and shows the state
    /// that lasted longest in it; a rest before something long, or at the end, goes to the piece before it. Zero keeps every interval by itself.
    /// </summary>
    public static ImmutableArray<Piece> Of(ReadOnlySpan<StateInterval> intervals, TimeWindow window, TimeSpan least)
    {
        var pieces = new List<Piece>();
        var lasted = new TimeSpan[Enum.GetValues<AgentState>().Length];
        var open = default(Piece);
        for (var i = 0; i < intervals.Length; i++)
        {
            if (intervals[i].From >= window.To || (intervals[i].To <= window.From && intervals[i].From < window.From)) continue;
            var part = intervals[i].Within(window.From, window.To);
            if (part.Length >= least)
            {
                Close();
                pieces.Add(new(part.From, part.To, part.State, i, 1));
                continue;
            }

            if (open.Count == 0) open = new(part.From, part.From, part.State, i, 0);
            lasted[(int)part.State] += part.Length;
            open = open with { To = part.To, Count = open.Count + 1 };
            if (open.Length >= least) Close();
        }

        Close();
        return [.. pieces];

        void Close()
        {
            if (open.Count == 0) return;
            open = open with { State = (AgentState)Array.IndexOf(lasted, lasted.Max()) };
            if (open.Length >= least || pieces.Count == 0) pieces.Add(open);
            else Append(CollectionsMarshal.AsSpan(pieces), open);
            open = default;
            Array.Clear(lasted);
        }
    }

    private static void Append(Span<Piece> pieces, Piece rest) => pieces[^1] = pieces[^1] with { To = rest.To, Count = pieces[^1].Count + rest.Count };
}
