using System.Collections.Immutable;
using System.Threading.Channels;

namespace Supervisor.Web.Alerts;

/// <summary>The newest alerts, newest first.</summary>
/// <param name="Revision">Grows with every change.</param>
/// <param name="Newest">At most <see cref="Size"/>.</param>
public sealed record AlertPicture(long Revision, ImmutableArray<AlertItem> Newest)
{
    /// <summary>How many alerts the bell knows; the pages read the store.</summary>
    public const int Size = 200;

    /// <summary>No alerts.</summary>
    public static AlertPicture Empty { get; } = new(0, []);

    /// <summary>Those that a person with these roles has not read.</summary>
    /// <param name="hasRole">Tells the roles.</param>
    /// <param name="readThrough">Up to where the person has read (UTC).</param>
    /// <param name="now">The moment.</param>
    public IEnumerable<AlertItem> Unread(Func<string, bool> hasRole, DateTimeOffset readThrough, DateTimeOffset now) =>
        Newest.Where(alert => alert.AsksAt(now) && alert.AsksSince > readThrough && alert.IsFor(hasRole));
}

/// <summary>One reader of the alerts.</summary>
/// <param name="snapshot">The picture at the time of subscribing.</param>
/// <param name="reader">Later ones: one slot, the latest wins.</param>
/// <param name="unsubscribe">Ends the stream.</param>
public sealed class AlertSubscription(AlertPicture snapshot, ChannelReader<AlertPicture> reader, Action unsubscribe) : IDisposable
{
    /// <summary>The picture at the time of subscribing.</summary>
    public AlertPicture Snapshot => snapshot;

    /// <summary>Later ones.</summary>
    public IAsyncEnumerable<AlertPicture> ReadAllAsync(CancellationToken cancellationToken) => reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => unsubscribe();
}
