using System.Diagnostics.Metrics;
using Supervisor.Web.Metering;

namespace Supervisor.Web.Alerts;

/// <summary>Alerts and the messages about them, counted.</summary>
internal sealed class AlertMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _raised = meters.Own().CreateCounter<long>("supervisor.alerts_raised", "{alert}", "Alerts raised since start.");
    private readonly Counter<long> _sent = meters.Own().CreateCounter<long>("supervisor.alert_messages", "{try}", "Tries to send a message about alerts since start, by way and end.");

    /// <summary>So many alerts are kept.</summary>
    public void Raised(int alerts)
    {
        if (alerts > 0) _raised.Add(alerts);
    }

    /// <summary>A receiver took a message, or did not.</summary>
    public void Tried(string channel, bool taken) =>
        _sent.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("answer", taken ? "ok" : "failed"));
}
