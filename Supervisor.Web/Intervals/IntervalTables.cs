namespace Supervisor.Web.Intervals;

/// <summary>Names of the tables: those in use, or those of a rebuild beside them.</summary>
internal sealed record IntervalTables(string Chunks, string Lines, string Progress)
{
    public static readonly IntervalTables InUse = new("IntervalChunks", "IntervalLines", "IntervalProgress");

    public static readonly IntervalTables Rebuilt = new("IntervalChunksRebuilt", "IntervalLinesRebuilt", "IntervalProgressRebuilt");
}
