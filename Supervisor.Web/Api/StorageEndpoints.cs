using Microsoft.Extensions.Options;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;

namespace Supervisor.Web.Api;

/// <summary>The store and its disk over HTTP, for admins.</summary>
internal static class StorageEndpoints
{
    public static void MapStorage(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/storage", ReadAsync).RequireAuthorization(Policies.Administration).WithTags("Storage").WithSummary("Size and growth of the history, room on its disk, chain head, state of the event writer");

    private static async Task<IResult> ReadAsync(StoreGauge gauge, DiskWatch watch, EventWriter writer, IOptions<HistoryOptions> options, CancellationToken cancellationToken)
    {
        var figures = await gauge.ReadAsync(cancellationToken);
        return TypedResults.Ok(StorageView.Of(figures, watch.Current.Warning, writer.Health, options.Value));
    }
}

/// <summary>Sizes in bytes, times in UTC; null is what is not known.</summary>
public sealed record StorageView(
    long FileBytes, long ReusableBytes, long LogBytes, long Events, DateTimeOffset? Oldest, DateTimeOffset? Newest, GrowthView? Week, GrowthView? Month, long? FreeBytes, double? DaysUntilFull,
    string? Warning, int RetentionDays, int RecognitionRetentionDays, ChainHeadView? ChainHead, DateTimeOffset? LastBackup, EventWriterHealth Writer)
{
    internal static StorageView Of(StoreFigures figures, DiskWarning? warning, EventWriterHealth writer, HistoryOptions options) => new(
        figures.FileBytes, figures.ReusableBytes, figures.LogBytes, figures.Events, figures.Oldest, figures.Newest, GrowthView.Of(figures.Week), GrowthView.Of(figures.Month), figures.FreeBytes, figures.DaysUntilFull,
        warning?.Text, options.RetentionDays, options.RecognitionRetentionDays ?? options.RetentionDays,
        figures.Head is { } head ? new ChainHeadView(head.Day, head.Last, head.Text) : null, figures.LastBackup, writer);
}

/// <summary>What comes in a day.</summary>
public sealed record GrowthView(double EventsPerDay, double BytesPerDay)
{
    internal static GrowthView? Of(StoreGrowth? growth) => growth is null ? null : new(growth.EventsPerDay, growth.BytesPerDay);
}

/// <summary>The end of the chain over the history: day (UTC) of the newest seal, its last event, 64 hexadecimal digits.</summary>
public sealed record ChainHeadView(DateOnly Day, long Last, string Head);
