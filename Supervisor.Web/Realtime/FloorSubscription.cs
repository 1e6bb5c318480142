using System.Threading.Channels;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Realtime;

/// <summary>One reader of the floor.</summary>
/// <param name="snapshot">The picture at the time of subscribing.</param>
/// <param name="reader">Later pictures: one slot, the latest wins.</param>
/// <param name="unsubscribe">Ends the stream.</param>
public sealed class FloorSubscription(FloorSnapshot snapshot, ChannelReader<FloorSnapshot> reader, Action unsubscribe) : IDisposable
{
    /// <summary>The picture at the time of subscribing.</summary>
    public FloorSnapshot Snapshot => snapshot;

    /// <summary>Later pictures. Ends when the subscription is disposed or the app stops.</summary>
    public IAsyncEnumerable<FloorSnapshot> ReadAllAsync(CancellationToken cancellationToken) => reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => unsubscribe();
}
