using System.Globalization;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Features.Sessions;

/// <summary>Tries sessions again that wait or were rejected, one or many: for administrators, and for supervisors, whose floor it is.</summary>
internal sealed class SessionRetries(ISessionPool pool, AuditTrail audit, IOptions<Supervisor.Web.Sessions.SessionOptions> options, TimeProvider time)
{
    // one more wrong password may lock the account: each of these is a person's own decision (protocol.md section 5)
    private static readonly string[] OneByOne = ["100-004", "100-062", "100-061", "110-016"];

    /// <summary>True for a session that can be tried again.</summary>
    public static bool Waits(SessionState session) => session.Phase is SessionPhase.Waiting or SessionPhase.Rejected or SessionPhase.Occupied;

    /// <summary>True for one that is tried again together with others.</summary>
    public static bool WaitsWithOthers(SessionState session) => session.Phase is SessionPhase.Waiting or SessionPhase.Rejected && !OneByOne.Contains(session.LastCode);

    /// <summary>Tries one again now.</summary>
    public Outcome Retry(AgentId agent, Actor actor)
    {
        if (!May(actor)) return Outcome.Forbidden;
        return pool.Retry(agent) ? Outcome.Done : Outcome.NotFound("No session runs for agent {0}.", agent);
    }

    /// <summary>Tries many again, as fast as sign-ins may begin (Sessions:SignInsPerSecond) and no faster.</summary>
    /// <param name="agents">Which; those that do not wait any more when their turn comes are left alone.</param>
    /// <param name="actor">Who.</param>
    /// <param name="tried">Told after each one how many were tried.</param>
    /// <param name="cancellationToken">Ends it between two.</param>
    public async Task<Outcome> RetryAllAsync(IReadOnlyList<AgentId> agents, Actor actor, Action<int> tried, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agents);
        if (!May(actor)) return Outcome.Forbidden;
        await audit.KeepAsync(actor, "sessions.retry", "sessions", string.Create(CultureInfo.InvariantCulture, $"{agents.Count} sessions"), cancellationToken);
        var gap = TimeSpan.FromSeconds(1.0 / options.Value.SignInsPerSecond);
        for (var i = 0; i < agents.Count; i++)
        {
            if (pool.Find(agents[i])?.State is { } state && WaitsWithOthers(state)) pool.Retry(agents[i]);
            tried(i + 1);
            await Task.Delay(gap, time, cancellationToken);
        }

        return Outcome.Done;
    }

    private static bool May(Actor actor) => actor.MayAdminister || actor.MayAct;
}
