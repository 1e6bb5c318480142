using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Web.Features.Floor;

/// <summary>What was said in an agent's calls before the keeper began to hear, out of the history.</summary>
internal static class EarlierCalls
{
    /// <summary>Results read: some fifty sentences each with a few revisions.</summary>
    private const int Most = 400;

    /// <param name="store">The history.</param>
    /// <param name="agent">Whose calls.</param>
    /// <param name="live">What the keeper has heard: of those calls only what came before is read.</param>
    /// <param name="now">The time: nothing older than the keeper's memory is read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<RecentCalls> ReadAsync(EventStore store, AgentId agent, RecentCalls live, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = new EventFilter
        {
            Gateway = agent.Gateway,
            Agents = [agent.WorkNo],
            Types = [Utterance.EventType],
            Origin = EventOrigin.Recognition,
            From = now - ConversationKeeper.Memory,
        };
        var before = live.Calls.IsEmpty ? (long?)null : live.Calls.Min(call => call.FirstSequence);
        var page = await store.OlderAsync(filter, before, Most, cancellationToken);
        var calls = RecentCalls.None;
        foreach (var stored in page.Items.Reverse())
            if (stored.Content is { } content && RecognitionReading.Parse(content) is { } heard)
                calls = ConversationReducer.Apply(calls, heard, stored.Sequence, stored.ReceivedAt);
        return calls;
    }
}
