namespace Supervisor.Web.Intervals;

/// <summary>Where a chunk lies: agent and beginning in one ordered number (see <see cref="Persistence.Entities.IntervalChunk.Place"/>).</summary>
internal static class ChunkPlace
{
    private const int TimeBits = 44; // milliseconds since 1970 until the year 2527

    /// <summary>The place of a chunk that begins at <paramref name="milliseconds"/>; times before 1970 and after 2527 count as those.</summary>
    public static long Of(long agent, long milliseconds) => (agent << TimeBits) | Math.Clamp(milliseconds, 0, (1L << TimeBits) - 1);

    /// <summary>When the chunk at <paramref name="place"/> begins, in milliseconds since 1970.</summary>
    public static long BeginOf(long place) => place & ((1L << TimeBits) - 1);
}
