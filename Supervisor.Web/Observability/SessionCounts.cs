using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;

namespace Supervisor.Web.Observability;

/// <summary>One walk over ten thousand states for all that is told of them.</summary>
/// <param name="All">Agents who are to be watched.</param>
/// <param name="Away">Those who are not: no answer, no room here, refused, or signed in elsewhere.</param>
/// <param name="WithoutPort">Those of them that find no local port or file descriptor.</param>
internal readonly record struct SessionCounts(int All, int Away, int WithoutPort)
{
    public static SessionCounts Of(IEnumerable<SessionState> states)
    {
        var (all, away, withoutPort) = (0, 0, 0);
        foreach (var state in states)
        {
            all++;
            if (state.Phase is SessionPhase.Waiting or SessionPhase.Rejected or SessionPhase.Occupied) away++;
            if (state.LastCode == Failure.Ports) withoutPort++;
        }

        return new(all, away, withoutPort);
    }
}
