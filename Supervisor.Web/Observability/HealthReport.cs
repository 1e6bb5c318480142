using System.Globalization;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Observability;

/// <summary>Looks at what has to work, and says what does not. Asks nobody and reads no disk: a health check must not be what breaks a process in trouble.</summary>
internal sealed class HealthReport(FloorKeeper keeper, EventWriter writer, StoreIntegrity integrity, DiskWatch disk, SessionPool pool, SessionRoster roster, SecretsWatch secrets, TimeProvider time)
{
    private const int FarBehind = 10_000;

    /// <summary>Whether the process is to be restarted: only what a restart mends.</summary>
    public IReadOnlyList<HealthFinding> Alive() => [Floor()];

    /// <summary>Whether it does its work.</summary>
    public IReadOnlyList<HealthFinding> Ready()
    {
        var sessions = SessionCounts.Of(pool.States);
        return [Floor(), History(), Store(), Disk(), Pool(), Gateways(sessions), Connections(sessions.WithoutPort, pool.Shortage), Certificates(roster.Endpoints.SelectMany(endpoint => endpoint.Trust.Ends()), time.GetUtcNow()), Secrets()];
    }

    /// <summary>The certificate that ends first, of all gateways, from 30 days before. Whoever asks may be anybody: the gateway is not named.</summary>
    internal static HealthFinding Certificates(IEnumerable<CertificateEnd> ends, DateTimeOffset now) =>
        ends.MinBy(end => end.Until) is { } first && GatewayCheck.Expiry(first.Until, now, "new connections are refused from then on; 'doctor' names the gateway") is { } expiry
            ? new("certificates", HealthLevel.Warning, $"The {first.Name} of a gateway {expiry}.")
            : HealthFinding.Good("certificates", "No certificate of a gateway expires soon.");

    /// <summary>Whether connections can be opened. Who waits for room says nothing of those that stand and have lost their port since: both are told.</summary>
    internal static HealthFinding Connections(int withoutPort, string? shortage)
    {
        var without = withoutPort == 0 ? null
            : $"{Number(withoutPort)} sessions find no local port or file descriptor. Raise the limit of open files (ulimit -n, LimitNOFILE), or spread the connections with Sessions:SourceAddresses.";
        return without is null && shortage is null
            ? HealthFinding.Good("connections", "Connections can be opened.")
            : new("connections", HealthLevel.Warning, string.Join(' ', ((string?[])[without, shortage]).OfType<string>()));
    }

    private HealthFinding Floor() =>
        !keeper.IsFolding ? new("floor", HealthLevel.Bad, "The live picture is not kept any more. Start the app again, and report what the log says.")
        : keeper.Waiting > FarBehind ? new("floor", HealthLevel.Warning, $"The live picture is behind: {Number(keeper.Waiting)} events wait. The machine is too slow or too busy.")
        : HealthFinding.Good("floor", "The live picture is kept.");

    private HealthFinding History() => writer.Health switch
    {
        { Fault: { } fault } health => new("history", HealthLevel.Bad, $"The event history cannot be written: {fault}. {Number(health.Queued)} events wait in memory; when that is full they are lost and recorded as gaps."),
        { Overloaded: true } health => new("history", HealthLevel.Warning, $"The disk is too slow for the history: {Number(health.Lost)} events were lost since the start and are recorded as gaps."),
        _ => HealthFinding.Good("history", "Events are written."),
    };

    private HealthFinding Store() => integrity.Damage is { } damage
        ? new("store", HealthLevel.Bad, $"The store file is damaged, found {damage.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {damage.What}. Make a copy of the data directory, then restore a backup.")
        : HealthFinding.Good("store", "No damage of the store file was met.");

    private HealthFinding Disk() => disk.Current.Warning is { } warning ? new("disk", HealthLevel.Warning, warning.Text) : HealthFinding.Good("disk", "The disk has room.");

    private HealthFinding Pool() => pool.Ready
        ? HealthFinding.Good("sessions", "Desired and running sessions are compared.")
        : new("sessions", HealthLevel.Bad, "The session pool has not compared desired with running sessions yet.");

    private static HealthFinding Gateways(SessionCounts sessions) => sessions.Away == 0
        ? HealthFinding.Good("gateways", "Every session that is wanted stands or is on its way.")
        : new("gateways", HealthLevel.Warning, $"{Number(sessions.Away)} of {Number(sessions.All)} sessions have no answer from their gateway or were refused; the page Sessions says why.");

    private HealthFinding Secrets() => secrets.Unreadable.Count is var lost and > 0
        ? new("secrets", HealthLevel.Warning, $"{Number(lost)} stored passwords cannot be read, because the keys that protected them are not there. Restore the directory keys, or enter them again; 'doctor' names them.")
        : HealthFinding.Good("secrets", "Every stored password can be read.");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>One walk over ten thousand states for all that is told of them.</summary>
    private readonly record struct SessionCounts(int All, int Away, int WithoutPort)
    {
        public static SessionCounts Of(IEnumerable<SessionState> states)
        {
            var (all, away, withoutPort) = (0, 0, 0);
            foreach (var state in states)
            {
                all++;
                if (state.Phase is SessionPhase.Waiting or SessionPhase.Rejected) away++;
                if (state.LastCode == Failure.Ports) withoutPort++;
            }

            return new(all, away, withoutPort);
        }
    }
}
