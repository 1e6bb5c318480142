using Supervisor.Web.Persistence;

namespace Supervisor.Web.Features.History;

/// <summary>One format of an export, being written. All formats have the same rows and the same columns.</summary>
internal interface IExportFile : IAsyncDisposable
{
    /// <summary>Bytes given to the output so far.</summary>
    long Written { get; }

    /// <summary>Adds a row.</summary>
    void Add(EventRow row);

    /// <summary>Ends the file. What has been given to the output is flushed by the caller.</summary>
    ValueTask EndAsync(ExportAbout about, CancellationToken cancellationToken);
}
