using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;

namespace Supervisor.Web.Notices;

/// <summary>Something that people with a certain policy must see on every page until it is over.</summary>
/// <param name="Key">Names it; a notice replaces the one with its key.</param>
/// <param name="Policy">Who sees it.</param>
/// <param name="Sentence">English sentence with placeholders; also the key of its translation.</param>
/// <param name="Values">Values of the placeholders; never a secret.</param>
/// <param name="Address">The page on which more is said, from the root.</param>
public sealed record Notice(string Key, string Policy, string Sentence, ImmutableArray<object> Values, string Address)
{
    /// <summary>The English sentence.</summary>
    public string Text => string.Format(CultureInfo.InvariantCulture, Sentence, [.. Values]);
}

/// <summary>One reader of the notices.</summary>
/// <param name="snapshot">Those of the time of subscribing.</param>
/// <param name="reader">Later ones, always all of them: one slot, the latest wins.</param>
/// <param name="unsubscribe">Ends the stream.</param>
public sealed class NoticeSubscription(ImmutableArray<Notice> snapshot, ChannelReader<ImmutableArray<Notice>> reader, Action unsubscribe) : IDisposable
{
    /// <summary>The notices at the time of subscribing.</summary>
    public ImmutableArray<Notice> Snapshot => snapshot;

    /// <summary>Later ones.</summary>
    public IAsyncEnumerable<ImmutableArray<Notice>> ReadAllAsync(CancellationToken cancellationToken) => reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => unsubscribe();
}
