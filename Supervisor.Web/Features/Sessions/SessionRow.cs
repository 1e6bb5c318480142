using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;

namespace Supervisor.Web.Features.Sessions;

/// <summary>One session on one open page: the stable item of the list, holding a replaceable picture.</summary>
/// <param name="snapshot">The agent.</param>
public sealed class SessionRow(AgentSnapshot snapshot)
{
    /// <summary>Whose.</summary>
    public AgentId Id { get; } = snapshot.Id;

    /// <summary>The newest picture; replaced whole.</summary>
    public AgentSnapshot Snapshot { get; set; } = snapshot;

    /// <summary>Place in the order, from 0.</summary>
    public int Index { get; set; }

    /// <summary>What needs a person first, then what mends itself, then what is well.</summary>
    public int Trouble => Snapshot.Session.Phase switch
    {
        SessionPhase.Rejected => 0,
        SessionPhase.Occupied => 1,
        SessionPhase.Waiting => 2,
        SessionPhase.SigningIn => 3,
        SessionPhase.EnteringQueues => 4,
        SessionPhase.SigningOut => 5,
        SessionPhase.Live => Snapshot.Session.LastCode is null ? 7 : 6,
        _ => 8,
    };

    /// <summary>True where every word of the search is in name, number, team, gateway or last code.</summary>
    public bool Matches(string[] search) => search.Length == 0 || search.All(word =>
        string.Join('\n', Snapshot.Profile.Name, Id.WorkNo, Snapshot.Profile.Team, Id.Gateway, Snapshot.Session.LastCode).Contains(word, StringComparison.CurrentCultureIgnoreCase));
}
