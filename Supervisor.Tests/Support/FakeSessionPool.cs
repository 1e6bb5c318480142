using System.Collections.Concurrent;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Support;

/// <summary>Sessions that are as a test says, and what was asked of them.</summary>
internal sealed class FakeSessionPool : ISessionPool
{
    public ConcurrentDictionary<AgentId, SessionState> States { get; } = [];

    public ConcurrentQueue<string> Asked { get; } = [];

    public void Nudge() => Asked.Enqueue("nudge");

    public SessionHealth? Find(AgentId agent) => States.TryGetValue(agent, out var state) ? new SessionHealth(state, null, null, null, null, 0) : null;

    public bool Retry(AgentId agent) => Ask($"retry {agent}", agent);

    public bool TakeOver(AgentId agent) => Ask($"take over {agent}", agent);

    private bool Ask(string what, AgentId agent)
    {
        Asked.Enqueue(what);
        return States.ContainsKey(agent);
    }
}
