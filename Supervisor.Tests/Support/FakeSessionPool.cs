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

    private bool Ask(string what, AgentId agent)
    {
        Asked.Enqueue(what);
        return States.ContainsKey(agent);
    }
}
