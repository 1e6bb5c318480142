using System.Collections.Concurrent;
using Supervisor.Domain.Agents;
using Supervisor.Web.Gateway;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Actions;

/// <summary>What gateways were asked once and hardly ever changes: the reasons of rest, and who is an inspector. At most one answer per gateway and inspector.</summary>
internal sealed class GatewayAnswers(ISessionPool pool, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, IReadOnlyList<RestReason> Reasons)> _reasons = new();
    private readonly ConcurrentDictionary<AgentId, DateTimeOffset> _inspectors = new();

    /// <summary>The rest reasons of a gateway, asked through the session of one of its agents.</summary>
    public async Task<IReadOnlyList<RestReason>> RestReasonsAsync(AgentId agent)
    {
        var now = time.GetUtcNow();
        if (_reasons.TryGetValue(agent.Gateway, out var known) && now - known.At < Fresh) return known.Reasons;
        var end = await pool.OrderAsync(agent, GatewayOrder.RestReasons);
        if (!end.IsAccepted) return known.Reasons ?? [];
        var reasons = RestReason.Read(end.Result);
        _reasons[agent.Gateway] = (now, reasons);
        return reasons;
    }

    /// <summary>Whether the gateway takes the agent for an inspector; null where it does not say so.</summary>
    public async Task<bool?> IsInspectorAsync(AgentId agent)
    {
        var now = time.GetUtcNow();
        if (_inspectors.TryGetValue(agent, out var at) && now - at < Fresh) return true;
        var end = await pool.OrderAsync(agent, GatewayOrder.IsCensor);
        var holds = end.IsAccepted ? AgentRole.Read(end.Result) : null;
        if (holds == true) _inspectors[agent] = now;
        return holds;
    }
}
