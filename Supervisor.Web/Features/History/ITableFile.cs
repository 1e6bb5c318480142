namespace Supervisor.Web.Features.History;

/// <summary>One format of an exported table, being written: state intervals, statistics. Events have files of their own, which go over millions of rows.</summary>
internal interface ITableFile : IAsyncDisposable
{
    /// <summary>Bytes given to the output so far.</summary>
    long Written { get; }

    /// <summary>Adds a row, with a cell for every column.</summary>
    void Add(ReadOnlySpan<TableCell> row);

    /// <summary>Ends the file. What has been given to the output is flushed by the caller.</summary>
    ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken);
}
