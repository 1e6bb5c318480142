using Supervisor.Domain.Agents;

namespace Supervisor.Web.Sessions;

/// <summary>Who finds room in the budget: whoever is there stays, and the rest comes in by the order of the store.</summary>
/// <param name="budget">How many there may be.</param>
/// <param name="running">Sessions that are there.</param>
internal sealed class Admission(SessionBudget budget, IEnumerable<AgentPlan> running)
{
    private readonly Dictionary<string, int> _perGateway = running.Where(Polls).CountBy(plan => plan.Id.Gateway).ToDictionary();

    /// <summary>Counts one in; false where there is no room. Who is called back by the gateway needs none.</summary>
    public bool TryAdmit(AgentPlan plan)
    {
        if (!Polls(plan)) return true;
        var there = _perGateway.GetValueOrDefault(plan.Id.Gateway);
        if (there >= budget.SessionsPerGateway || _perGateway.Values.Sum() >= budget.Sessions) return false;
        _perGateway[plan.Id.Gateway] = there + 1;
        return true;
    }

    /// <summary>Polling sessions of each gateway that are wanted.</summary>
    public static IReadOnlyCollection<(string Gateway, int Sessions)> Wanted(IEnumerable<AgentPlan> plans) =>
        [.. plans.Where(plan => Polls(plan) && plan.SignedOut is null).CountBy(plan => plan.Id.Gateway).Select(one => (one.Key, one.Value))];

    private static bool Polls(AgentPlan plan) => plan.Callback is null;
}
