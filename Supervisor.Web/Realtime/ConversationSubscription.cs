using System.Threading.Channels;
using Supervisor.Domain.Conversations;

namespace Supervisor.Web.Realtime;

/// <summary>One reader of what is said in one agent's calls.</summary>
/// <param name="snapshot">What was known at the time of subscribing.</param>
/// <param name="reader">What is known later: one slot, the latest wins.</param>
/// <param name="unsubscribe">Ends the stream.</param>
internal sealed class ConversationSubscription(RecentCalls snapshot, ChannelReader<RecentCalls> reader, Action unsubscribe) : IDisposable
{
    /// <summary>What was known at the time of subscribing.</summary>
    public RecentCalls Snapshot => snapshot;

    /// <summary>What is known later. Ends when the subscription is disposed.</summary>
    public IAsyncEnumerable<RecentCalls> ReadAllAsync(CancellationToken cancellationToken) => reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => unsubscribe();
}
