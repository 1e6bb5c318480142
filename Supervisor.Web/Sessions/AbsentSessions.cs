using System.Collections.Immutable;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>What the floor, the history and the log are told of agents whose session does not run: nobody else can tell it. Each thing once. Used by the pool's loop, but for gaps, which may come from anywhere.</summary>
/// <param name="around">Where it is told.</param>
/// <param name="budget">The room there is.</param>
/// <param name="logger">Takes what an operator has to know.</param>
internal sealed class AbsentSessions(SessionSurroundings around, SessionBudget budget, ILogger logger)
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(15);

    private readonly HashSet<AgentId> _signedOut = [];
    // desired, and without room in the budget
    private readonly HashSet<AgentId> _outside = [];
    private int _waiting;
    private string? _shortage;
    private bool _downtimeTold;

    /// <summary>Where those stand who have no room: like any session that waits. For counting, from any thread.</summary>
    public IEnumerable<SessionState> Waiting => Enumerable.Repeat(NoRoom(), Volatile.Read(ref _waiting));

    /// <summary>Why not every session that is desired can run, in words that anybody may read; null where there is room for all.</summary>
    public string? Shortage { get; private set; }

    /// <summary>The floor shows the agent as signed out here.</summary>
    public bool IsToldSignedOut(AgentId agent) => _signedOut.Contains(agent);

    /// <summary>Its session runs from now on.</summary>
    public void Began(AgentId agent)
    {
        _signedOut.Remove(agent);
        if (_outside.Remove(agent)) Volatile.Write(ref _waiting, _outside.Count);
    }

    /// <summary>Other sessions are desired: who is none of them, or is signed out, does not wait for room any more, and who is not signed out any more is told of anew when he is.</summary>
    public void Keep(DesiredSessions desired)
    {
        _outside.RemoveWhere(agent => desired.Find(agent) is null or { SignedOut: not null });
        _signedOut.RemoveWhere(agent => desired.Find(agent) is not { SignedOut: not null });
        Volatile.Write(ref _waiting, _outside.Count);
    }

    /// <summary>Of an earlier run no session of this one tells it, and one that was waiting ends without a sign-out.</summary>
    public async Task TellSignedOutAsync(IEnumerable<AgentPlan> signedOut, CancellationToken cancellationToken)
    {
        foreach (var plan in signedOut)
            if (_signedOut.Add(plan.Id)) await TellAsync(plan.Id, SessionState.Initial with { Since = plan.SignedOut!.At, LastCode = SessionState.SignedOutHere }, cancellationToken);
    }

    /// <summary>There is no room for this one.</summary>
    public async Task TellNoRoomAsync(AgentPlan plan, CancellationToken cancellationToken)
    {
        if (!_outside.Add(plan.Id)) return;
        Volatile.Write(ref _waiting, _outside.Count);
        await TellAsync(plan.Id, NoRoom(), cancellationToken);
    }

    /// <summary>Compares what is wanted with the room there is.</summary>
    /// <param name="wanted">Polling sessions of each gateway.</param>
    public void TellShortage(IReadOnlyCollection<(string Gateway, int Sessions)> wanted)
    {
        Shortage = budget.Shortage(wanted, namesGateway: false);
        if (budget.Shortage(wanted) is var shortage && shortage == _shortage) return;
        _shortage = shortage;
        if (shortage is not null) logger.NoRoom(shortage);
    }

    /// <summary>Between two runs nobody watched: whatever the history says of that time would be a guess.</summary>
    public async Task TellDowntimeAsync(ImmutableArray<AgentPlan> agents)
    {
        if (_downtimeTold) return;
        if (around.LastSeen() is { } seen)
            foreach (var plan in agents) await TellGapAsync(plan.Id, GapCauses.NotRunning, seen);
        _downtimeTold = true;
    }

    /// <summary>Who was removed or disabled while we were not running has no session that ends: the history would go on with the last state for ever.</summary>
    /// <param name="first">Who is desired at the start: of these the sessions tell.</param>
    /// <param name="isDesired">Whether an agent is by now.</param>
    /// <param name="stopping">Ends it; the next run tells it.</param>
    public async Task TellLeftAsync(DesiredSessions first, Func<AgentId, bool> isDesired, CancellationToken stopping)
    {
        while (around.LastSeen() is { } seen && !stopping.IsCancellationRequested)
        {
            try
            {
                foreach (var left in await around.Unended(first.Agents, stopping))
                    if (!isDesired(left)) await TellGapAsync(left, GapCauses.NotWatched, seen);
                return;
            }
            catch (Exception fault)
            {
                if (!stopping.IsCancellationRequested) logger.LeftNotTold(fault, AfterFault.TotalSeconds);
                await Task.Delay(AfterFault, around.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Nobody watches this agent, or watched since a moment.</summary>
    public ValueTask TellGapAsync(AgentId agent, string cause, DateTimeOffset? since = null) =>
        around.Post(new FloorInput.Happened(SessionEvents.Gap(agent, cause, around.Time.GetUtcNow(), since)), CancellationToken.None);

    private SessionState NoRoom() => SessionState.Initial with { Phase = SessionPhase.Waiting, Since = around.Time.GetUtcNow(), LastCode = Failure.NoRoom };

    private ValueTask TellAsync(AgentId agent, SessionState state, CancellationToken cancellationToken) =>
        around.Post(new FloorInput.Happened(SessionEvents.Moved(agent, state, null, null, null, around.Time.GetUtcNow())), cancellationToken);
}
