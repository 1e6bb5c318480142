using System.Text.Json;
using Supervisor.Simulator.Protocol;

namespace Supervisor.Simulator.Floor;

/// <summary>
/// Who inspects whom, and who is told of sign-ins and sign-outs. Takes its own lock first and then one seat's at a time;
/// a seat never calls in here under its lock. Every operation returns a result code.
/// </summary>
internal sealed class Inspections
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Seat, Inspection> _byInspector = [];
    private readonly Dictionary<Seat, Monitoring> _monitoring = [];
    private volatile bool _anybodyMonitors;

    public bool AnybodyMonitors => _anybodyMonitors;

    /// <param name="inspector">The calling agent.</param>
    /// <param name="target">The agent to inspect.</param>
    /// <param name="kind">How.</param>
    /// <param name="notIdle">The code for an inspector who is not idle: not every operation lists 900-005.</param>
    public string Begin(Seat inspector, Seat target, InspectionKind kind, string notIdle)
    {
        lock (_gate)
        {
            if (target.SessionNumber == 0)
                return RetCode.QcNoInformation;
            var inspection = new Inspection(inspector, target, kind);
            if (_byInspector.Values.Any(other => other.Target == target && other.Inspector != inspector))
                return RetCode.QcUnavailable;
            if (!inspector.BeginInspecting(inspection, target.CurrentCall))
                return notIdle;
            _byInspector[inspector] = inspection;
            if (target.BeginInspected(inspection))
                return RetCode.Success;
            // signed out in between
            EndBoth(inspection);
            return RetCode.QcNoInformation;
        }
    }

    /// <param name="inspector">The calling agent.</param>
    /// <param name="target">The inspected agent.</param>
    /// <param name="whisper">Whether a whisper is to end, or listening or inserting.</param>
    public string End(Seat inspector, Seat target, bool whisper)
    {
        lock (_gate)
        {
            if (Running(inspector, target) is not { } inspection || inspection.Kind == InspectionKind.Whisper != whisper)
                return RetCode.QcNoInformation;
            EndBoth(inspection);
            return RetCode.Success;
        }
    }

    /// <summary>The inspector hangs up. False when there is nothing to hang up.</summary>
    public bool HangUp(Seat inspector)
    {
        lock (_gate)
        {
            if (!_byInspector.TryGetValue(inspector, out var inspection))
                return false;
            EndBoth(inspection);
            return true;
        }
    }

    /// <summary>Changes the way of inspecting; no event tells of it.</summary>
    /// <param name="inspector">The calling agent.</param>
    /// <param name="target">The inspected agent.</param>
    /// <param name="kind">The new way; null: listening and inserting change places.</param>
    public string Switch(Seat inspector, Seat target, InspectionKind? kind)
    {
        lock (_gate)
        {
            if (Running(inspector, target) is not { } inspection || (kind is null && inspection.Kind == InspectionKind.Whisper))
                return RetCode.QcUnavailable;
            inspection.Kind = kind ?? (inspection.Kind == InspectionKind.Listen ? InspectionKind.Insert : InspectionKind.Listen);
            return RetCode.Success;
        }
    }

    public string Intercept(Seat inspector, Seat target)
    {
        lock (_gate)
        {
            if (Running(inspector, target) is not { } inspection || target.GiveAway(inspection) is not { } call)
                return RetCode.QcWrongState;
            _byInspector.Remove(inspector);
            inspector.TakeOver(inspection, call);
            return RetCode.Success;
        }
    }

    /// <summary>One side signed out.</summary>
    public void Abandon(Inspection inspection)
    {
        lock (_gate)
            EndBoth(inspection);
    }

    /// <summary>Tells the inspector of sign-ins and sign-outs of these agents until it signs out itself.</summary>
    public void BeginMonitor(Seat inspector, IEnumerable<Seat> agents)
    {
        lock (_gate)
        {
            var session = inspector.SessionNumber;
            if (!_monitoring.TryGetValue(inspector, out var monitoring) || monitoring.Session != session)
                _monitoring[inspector] = monitoring = new Monitoring(session, []);
            monitoring.Agents.UnionWith(agents);
            _anybodyMonitors = true;
        }
    }

    public void EndMonitor(Seat inspector, IEnumerable<Seat> agents)
    {
        lock (_gate)
        {
            if (_monitoring.TryGetValue(inspector, out var monitoring))
                monitoring.Agents.ExceptWith(agents);
        }
    }

    public void PresenceChanged(Seat agent, bool signedIn)
    {
        lock (_gate)
        {
            foreach (var (inspector, monitoring) in _monitoring)
            {
                if (monitoring.Agents.Contains(agent) && monitoring.Session == inspector.SessionNumber)
                    inspector.RaiseFromOutside("QC_AgentState_Notify", Notification(agent.Agent, signedIn));
            }
        }
    }

    private static string Notification(SimulatedAgent agent, bool signedIn) =>
        $$"""{"subtype":"{{(signedIn ? "QC_AgentState_Login" : "QC_AgentState_Logout")}}","monitoredagent":"{{agent.Id}}","agentname":"{{JsonEncodedText.Encode(agent.Name)}}","mediaserver":"CtiServer","jsonKey":["subtype","monitoredagent","agentname","mediaserver"]}""";

    private Inspection? Running(Seat inspector, Seat target) =>
        _byInspector.TryGetValue(inspector, out var inspection) && inspection.Target == target ? inspection : null;

    private void EndBoth(Inspection inspection)
    {
        if (_byInspector.TryGetValue(inspection.Inspector, out var current) && current == inspection)
            _byInspector.Remove(inspection.Inspector);
        inspection.Target.EndInspected(inspection);
        inspection.Inspector.EndInspecting(inspection);
    }

    private sealed record Monitoring(long Session, HashSet<Seat> Agents);
}
