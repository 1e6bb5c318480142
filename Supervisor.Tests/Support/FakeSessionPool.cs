using System.Collections.Concurrent;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Support;

/// <summary>Sessions that are as a test says, and what was asked of them.</summary>
internal sealed class FakeSessionPool : ISessionPool
{
    public ConcurrentDictionary<AgentId, SessionState> States { get; } = [];

    public ConcurrentDictionary<AgentId, PasswordStanding> Passwords { get; } = [];

    public ConcurrentDictionary<AgentId, MediaServers> Media { get; } = [];

    public ConcurrentQueue<string> Asked { get; } = [];

    public void Nudge() => Asked.Enqueue("nudge");

    public SessionHealth? Find(AgentId agent) => States.TryGetValue(agent, out var state) ? new SessionHealth(state, null, null, null, null, 0, Password: Passwords.GetValueOrDefault(agent)) { Media = Media.GetValueOrDefault(agent) } : null;

    public bool Retry(AgentId agent) => Ask($"retry {agent}", agent);

    public bool TakeOver(AgentId agent) => Ask($"take over {agent}", agent);

    /// <summary>How a change of password ends.</summary>
    public Func<PasswordChange, PasswordChangeEnd> PasswordAnswer { get; set; } = _ => new PasswordChangeEnd(Answer.Ok);

    public Task<PasswordChangeEnd> ChangePasswordAsync(AgentId agent, PasswordChange change)
    {
        Ask($"change password {agent}", agent);
        return Task.FromResult(PasswordAnswer(change));
    }

    /// <summary>Who is signed out here.</summary>
    public ConcurrentDictionary<AgentId, SignedOutHere> SignedOutAgents { get; } = [];

    /// <summary>The inspectors by gateway.</summary>
    public ConcurrentDictionary<string, AgentId> Inspectors { get; } = [];

    /// <summary>How an order ends.</summary>
    public Func<AgentId, GatewayOrder, Task<OrderEnd>> OrderAnswer { get; set; } = (_, _) => Task.FromResult(new OrderEnd(Answer.Ok));

    public Task<OrderEnd> OrderAsync(AgentId agent, GatewayOrder order)
    {
        Ask($"{order.Method} {order.For(agent.WorkNo)}", agent);
        return OrderAnswer(agent, order);
    }

    public SignedOutHere? SignedOut(AgentId agent) => SignedOutAgents.GetValueOrDefault(agent);

    public AgentId? InspectorOf(string gateway) => Inspectors.TryGetValue(gateway, out var inspector) ? inspector : null;

    private bool Ask(string what, AgentId agent)
    {
        Asked.Enqueue(what);
        return States.ContainsKey(agent);
    }
}
