using System.Globalization;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;

namespace Supervisor.Web.Observability;

/// <summary>Looks at what has to work, and says what does not. Asks nobody and reads no disk: a health check must not be what breaks a process in trouble.</summary>
internal sealed class HealthReport(FloorKeeper keeper, EventWriter writer, StoreIntegrity integrity, DiskWatch disk, SessionPool pool, SessionRoster roster, SecretsWatch secrets, TimeProvider time)
{
    private const int FarBehind = 10_000;

    /// <summary>What happens every two seconds, or within one, has trouble after so long.</summary>
    private static readonly TimeSpan LongAgo = TimeSpan.FromSeconds(30);

    /// <summary>A disk that has not answered for so long will hardly answer.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(1);

    /// <summary>Whether the process is to be restarted: only what a restart mends.</summary>
    public IReadOnlyList<HealthFinding> Alive() => [Floor()];

    /// <summary>Whether it does its work.</summary>
    public IReadOnlyList<HealthFinding> Ready()
    {
        var sessions = SessionCounts.Of(pool.States);
        return [Floor(), History(writer.Health, writer.Unwritten), Store(), Disk(), Pool(pool.SinceCompared), Gateways(sessions), Connections(sessions.WithoutPort, pool.Shortage), Certificates(roster.Endpoints.SelectMany(endpoint => endpoint.Trust.Ends()), time.GetUtcNow()), Secrets()];
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

    /// <summary>Whether events reach the disk. One that refuses says so; one that hangs says nothing, and is known by the time alone.</summary>
    /// <param name="health">How the writer is.</param>
    /// <param name="unwritten">For how long the oldest events in its hands have waited.</param>
    internal static HealthFinding History(EventWriterHealth health, TimeSpan unwritten) => health switch
    {
        { Fault: { } fault } => new("history", HealthLevel.Bad, $"The event history cannot be written: {fault}. {Number(health.Queued)} events wait in memory; when that is full they are lost and recorded as gaps."),
        _ when unwritten > LongAgo => new("history", unwritten > Stuck ? HealthLevel.Bad : HealthLevel.Warning,
            $"The disk has not answered for {Number((long)unwritten.TotalSeconds)} seconds: nothing is written, {Number(health.Queued)} events wait in memory; when that is full they are lost and recorded as gaps."),
        { Overloaded: true } => new("history", HealthLevel.Warning, $"The disk is too slow for the history: {Number(health.Lost)} events were lost since the start and are recorded as gaps."),
        _ => HealthFinding.Good("history", "Events are written."),
    };

    private HealthFinding Store() => integrity.Damage is { } damage
        ? new("store", HealthLevel.Bad, $"The store file is damaged, found {damage.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {damage.What}. Make a copy of the data directory, then restore a backup.")
        : HealthFinding.Good("store", "No damage of the store file was met.");

    private HealthFinding Disk() => disk.Current.Warning is { } warning ? new("disk", HealthLevel.Warning, warning.Text) : HealthFinding.Good("disk", "The disk has room.");

    /// <summary>Whether changes of agents and gateways still reach the sessions, which go on meanwhile.</summary>
    /// <param name="sinceCompared">Since desired and running sessions were compared; null before the first time.</param>
    internal static HealthFinding Pool(TimeSpan? sinceCompared) =>
        sinceCompared is not { } since ? new("sessions", HealthLevel.Bad, "The session pool has not compared desired with running sessions yet.")
        : since > LongAgo ? new("sessions", HealthLevel.Warning, $"Desired and running sessions were compared {Number((long)since.TotalSeconds)} seconds ago: sessions go on, but changes of agents and gateways are not noticed. The log says why.")
        : HealthFinding.Good("sessions", "Desired and running sessions are compared.");

    /// <summary>Whether everybody is watched who is to be.</summary>
    internal static HealthFinding Gateways(SessionCounts sessions) => sessions.Away == 0
        ? HealthFinding.Good("gateways", "Every session that is wanted stands or is on its way.")
        : new("gateways", HealthLevel.Warning, $"{Number(sessions.Away)} of {Number(sessions.All)} sessions have no answer from their gateway, have no room here, were refused, or are signed in elsewhere; the page Sessions says why.");

    private HealthFinding Secrets() => secrets.Unreadable.Count is var lost and > 0
        ? new("secrets", HealthLevel.Warning, $"{Number(lost)} stored passwords cannot be read, because the keys that protected them are not there. Restore the directory keys, or enter them again; 'doctor' names them.")
        : HealthFinding.Good("secrets", "Every stored password can be read.");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
