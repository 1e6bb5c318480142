using System.Collections.Frozen;
using System.Collections.Immutable;
using Supervisor.Domain.Agents;

namespace Supervisor.Web.Sessions;

/// <summary>The sessions that are desired, replaced whole; other threads read it at any time.</summary>
/// <param name="plans">One for every configured agent.</param>
internal sealed class DesiredSessions(ImmutableArray<AgentPlan> plans)
{
    private readonly FrozenDictionary<AgentId, AgentPlan> _byAgent = plans.ToFrozenDictionary(plan => plan.Id);
    private readonly FrozenDictionary<string, AgentId> _inspectors =
        plans.Where(plan => plan.Inspector is not null).DistinctBy(plan => plan.Id.Gateway).ToFrozenDictionary(plan => plan.Id.Gateway, plan => plan.Inspector!.Value);

    /// <summary>Before the store was read.</summary>
    public static DesiredSessions None { get; } = new([]);

    /// <summary>All of them.</summary>
    public ImmutableArray<AgentPlan> Plans => plans;

    /// <summary>Whose they are.</summary>
    public IReadOnlySet<AgentId> Agents => plans.Select(plan => plan.Id).ToHashSet();

    /// <summary>That of an agent.</summary>
    public AgentPlan? Find(AgentId agent) => _byAgent.GetValueOrDefault(agent);

    /// <summary>Who inspects at a gateway.</summary>
    public AgentId? InspectorOf(string gateway) => _inspectors.TryGetValue(gateway, out var inspector) ? inspector : null;
}
