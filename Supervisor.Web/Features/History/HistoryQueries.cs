using System.Collections.Immutable;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.History;

/// <summary>Where in the history a page stands: at the newest events, or just before or after one of them.</summary>
/// <param name="Before">Events older than this sequence.</param>
/// <param name="After">Events newer than this sequence.</param>
internal readonly record struct HistoryPlace(long? Before, long? After);

/// <summary>What the history page shows.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Older">Where "older" leads; null at the end.</param>
/// <param name="Newer">Where "newer" leads; null at the newest.</param>
/// <param name="HitsNothing">Where nothing was found: the parts of the filter that match no event at all, each by itself.</param>
internal sealed record HistoryResult(ImmutableArray<StoredEvent> Items, long? Older, long? Newer, ImmutableArray<FilterPart> HitsNothing);

/// <summary>The questions of the history page.</summary>
internal sealed class HistoryQueries(EventStore store)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 100;

    public async Task<HistoryResult> LoadAsync(EventFilter filter, HistoryPlace place, CancellationToken cancellationToken)
    {
        if (place.After is { } after)
        {
            var newer = await store.NewerAsync(filter, after, PageSize, cancellationToken);
            // a short page at the newest end is filled up with older ones below
            if (newer.Next is { } last) return new HistoryResult([.. newer.Items.Reverse()], newer.Items[0].Sequence, last, []);
            place = default;
        }
        var older = await store.OlderAsync(filter, place.Before, PageSize, cancellationToken);
        var newest = place.Before is null || older.Items.IsEmpty ? (long?)null : older.Items[0].Sequence;
        var hitsNothing = older.Items.IsEmpty ? await HitsNothingAsync(filter, cancellationToken) : [];
        return new HistoryResult(older.Items, older.Next, newest, hitsNothing);
    }

    private async Task<ImmutableArray<FilterPart>> HitsNothingAsync(EventFilter filter, CancellationToken cancellationToken)
    {
        var parts = ImmutableArray.CreateBuilder<FilterPart>();
        foreach (var part in FilterPart.Of(filter))
            if ((await store.OlderAsync(part.Alone, null, 1, cancellationToken)).Items.IsEmpty) parts.Add(part);
        return parts.ToImmutable();
    }
}
