using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Web.Features;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Support;

/// <summary>Takes every action, and writes down what was asked. The rules are the real ones, over the feed of the test.</summary>
internal sealed class FakeActionDesk(IFloorFeed feed) : IActionDesk
{
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
    private long _number;

    /// <summary>Who asked last, with the rights of that moment.</summary>
    public Actor? Asker { get; private set; }

    public ConcurrentQueue<(AgentId Agent, AgentCommand Command, string? Why)> Asked { get; } = [];

    public ConcurrentDictionary<AgentId, ActionRecord> Records { get; } = [];

    public CommandSetting? Setting(AgentId agent) => feed.Current.Agents.TryGetValue(agent, out var snapshot) ? new CommandSetting(snapshot) : null;

    public ActionRecord? Last(AgentId agent) => Records.GetValueOrDefault(agent);

    public SignedOutHere? SignedOut(AgentId agent) => null;

    public Inspection? Running { get; set; }

    public Inspection? Inspecting(AgentId agent) => Running is { } running && (running.Target == agent || running.Inspector == agent) ? running : null;

    public async IAsyncEnumerable<bool> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(cancellationToken)) yield return change;
    }

    public Task<Outcome> ActAsync(AgentId agent, AgentCommand command, string? why, Actor actor, CancellationToken cancellationToken)
    {
        Asked.Enqueue((agent, command, why));
        Asker = actor;
        Records[agent] = new ActionRecord(++_number, agent, command, actor.Name, DateTimeOffset.UnixEpoch) { Standing = ActionStanding.Waiting };
        _changes.Writer.TryWrite(true);
        return Task.FromResult(Outcome.Done);
    }

    public async Task ActAllAsync(IReadOnlyCollection<AgentId> agents, AgentCommand command, string? why, Actor actor, Action<AgentId, Outcome> told, CancellationToken cancellationToken)
    {
        foreach (var agent in agents) told(agent, await ActAsync(agent, command, why, actor, cancellationToken));
    }

    public Task<IReadOnlyList<RestReason>> RestReasonsAsync(AgentId agent) => Task.FromResult<IReadOnlyList<RestReason>>([new RestReason(1, "Lunch")]);
}
