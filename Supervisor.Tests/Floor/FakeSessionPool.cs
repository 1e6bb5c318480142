using Supervisor.Domain.Agents;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Floor;

/// <summary>Sessions as a test says they are.</summary>
internal sealed class FakeSessionPool : ISessionPool
{
    public Dictionary<AgentId, SessionHealth> Health { get; } = [];

    public void Nudge()
    {
    }

    public SessionHealth? Find(AgentId agent) => Health.GetValueOrDefault(agent);

    public bool Retry(AgentId agent) => Health.ContainsKey(agent);

    public bool TakeOver(AgentId agent) => Health.ContainsKey(agent);
}
