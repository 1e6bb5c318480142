using System.Collections.Immutable;
using Supervisor.Domain.Actions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;

namespace Supervisor.Web.Features.Actions;

/// <summary>
/// Who listens to whom: at most one inspection per inspector. It begins with the gateway's answer and ends with ours, or when the inspector's events show that the call is over. What was begun before
/// this run, or by another client, is not known.
/// </summary>
internal sealed class InspectionBook(TimeProvider time)
{
    private ImmutableDictionary<AgentId, Entry> _running = ImmutableDictionary<AgentId, Entry>.Empty;

    /// <summary>Where an inspector is; null for nowhere.</summary>
    public Inspection? Of(AgentId? inspector) => inspector is { } id ? Volatile.Read(ref _running).GetValueOrDefault(id)?.Inspection : null;

    /// <summary>The gateway has let the inspector in, or switched.</summary>
    public void Enter(AgentId inspector, AgentId target, InspectionMode mode, string by) => ImmutableInterlocked.AddOrUpdate(
        ref _running, inspector,
        _ => new Entry(new Inspection(inspector, target, mode, by, time.GetUtcNow()), Heard: false),
        (_, before) => before.Inspection.Target == target ? before with { Inspection = before.Inspection with { Mode = mode } } : new Entry(new Inspection(inspector, target, mode, by, time.GetUtcNow()), Heard: false));

    /// <summary>The inspector has left.</summary>
    public void Leave(AgentId inspector) => ImmutableInterlocked.TryRemove(ref _running, inspector, out _);

    /// <summary>Looks whether an inspection has ended by itself.</summary>
    public void Look(FloorSnapshot floor)
    {
        foreach (var (inspector, entry) in Volatile.Read(ref _running))
        {
            var inCall = floor.Agents.TryGetValue(inspector, out var now) && now.State.InCall();
            if (inCall && !entry.Heard) ImmutableInterlocked.TryUpdate(ref _running, inspector, entry with { Heard = true }, entry);
            else if (!inCall && (entry.Heard || time.GetUtcNow() - entry.Inspection.Since > ActionBook.Patience)) Leave(inspector);
        }
    }

    /// <param name="Inspection">What runs.</param>
    /// <param name="Heard">The inspector's events have shown a call: when they show none, it is over.</param>
    private sealed record Entry(Inspection Inspection, bool Heard);
}
