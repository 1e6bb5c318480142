using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Alerts;

/// <summary>One way by which messages go out.</summary>
internal interface IAlertSender
{
    /// <summary>Which.</summary>
    AlertChannel Channel { get; }

    /// <summary>Tries once. Whatever the other side does is an answer, no exception; only <paramref name="cancellationToken"/> throws.</summary>
    Task<SendAnswer> SendAsync(AlertDelivery delivery, IReadOnlyList<AlertItem> alerts, CancellationToken cancellationToken);
}

/// <summary>How a try has ended.</summary>
/// <param name="Fault">What went wrong, in words and without a secret; null when it has arrived.</param>
/// <param name="IsRefusal">The receiver has understood and does not want it: the same refusal twice ends the tries.</param>
internal readonly record struct SendAnswer(string? Fault, bool IsRefusal = false)
{
    public static readonly SendAnswer Arrived = new(null);
}
