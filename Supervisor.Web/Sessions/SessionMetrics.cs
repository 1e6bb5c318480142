using System.Diagnostics.Metrics;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Metering;
using Supervisor.Web.Realtime;

namespace Supervisor.Web.Sessions;

/// <summary>
/// What the sessions do, counted. Nothing names an agent: ten thousand label values would be ten thousand series. Counting allocates nothing (a test measures that), since a site polls a thousand times a second.
/// </summary>
internal sealed class SessionMetrics
{
    private readonly Counter<long> _polls;
    private readonly Counter<long> _events;
    private readonly Counter<long> _pushes;
    private readonly Counter<long> _heartbeats;
    private readonly Counter<long> _signIns;
    private readonly Histogram<double> _roundTrip;
    private readonly Meter _meter;

    public SessionMetrics(IMeterFactory meters)
        : this(meters.Own())
    {
    }

    private SessionMetrics(Meter meter)
    {
        _meter = meter;
        _polls = meter.CreateCounter<long>("supervisor.polls", "{poll}", "Long polls by how they ended since start.");
        _events = meter.CreateCounter<long>("supervisor.polled_events", "{event}", "Events that polls brought since start.");
        _pushes = meter.CreateCounter<long>("supervisor.pushed_events", "{event}", "Events that gateways pushed to us since start, repeated ones left out.");
        _heartbeats = meter.CreateCounter<long>("supervisor.heartbeats", "{heartbeat}", "Heartbeats of pushed sessions by how they ended since start.");
        _signIns = meter.CreateCounter<long>("supervisor.agent_sign_ins", "{sign-in}", "Sign-ins of agents at their gateways by how they ended since start.");
        _roundTrip = meter.CreateHistogram("supervisor.round_trip", "s", "From a request to a gateway to its answer; polls are held by the gateway and do not count.", tags: null, SupervisorMeter.Durations);
    }

    /// <summary>Counts for nobody: for sessions that a test drives alone.</summary>
    public static SessionMetrics Unheard { get; } = new(new Meter("Supervisor.Unheard"));

    /// <summary>Shows how the sessions of the pool stand.</summary>
    public void Observe(SessionPool pool)
    {
        _meter.CreateObservableGauge("supervisor.sessions", () => Phases(pool), "{session}", "Gateway sessions by phase.");
        _meter.CreateObservableGauge("supervisor.push_repeated", () => pool.Pushed.Sum(health => health.Duplicates), "{event}", "Pushed events that running sessions have dropped because they came a second time.");
    }

    public void Polled(AnswerKind end, int events)
    {
        _polls.Add(1, new KeyValuePair<string, object?>("answer", Word(end)));
        if (events > 0) _events.Add(events);
    }

    public void Pushed() => _pushes.Add(1);

    public void Beaten(AnswerKind end) => _heartbeats.Add(1, new KeyValuePair<string, object?>("answer", Word(end)));

    public void SignedIn(AnswerKind end) => _signIns.Add(1, new KeyValuePair<string, object?>("answer", Word(end)));

    public void Answered(TimeSpan after) => _roundTrip.Record(after.TotalSeconds);

    // constants: the same reference each time, so that a listener finds its series by one comparison
    private static string Word(AnswerKind end) => end switch
    {
        AnswerKind.Ok => "ok",
        AnswerKind.Refused => "refused",
        _ => "unreachable",
    };

    private static IEnumerable<Measurement<long>> Phases(SessionPool pool)
    {
        var counts = pool.States.CountBy(state => state.Phase).ToDictionary();
        return Enum.GetValues<SessionPhase>().Select(phase => SupervisorMeter.Of(counts.GetValueOrDefault(phase), "state", FloorView.Spelt(phase)));
    }
}
