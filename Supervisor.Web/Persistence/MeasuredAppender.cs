using Supervisor.Domain.Events;

namespace Supervisor.Web.Persistence;

/// <summary>Counts and times what another one appends.</summary>
internal sealed class MeasuredAppender(IEventAppender inner, StoreMetrics metrics, TimeProvider time) : IEventAppender
{
    public int Append(IReadOnlyList<ObservedEvent> batch)
    {
        var began = time.GetTimestamp();
        try
        {
            var taken = inner.Append(batch);
            metrics.Written(batch, time.GetElapsedTime(began));
            return taken;
        }
        catch
        {
            metrics.Refused();
            throw;
        }
    }

    public void Dispose() => inner.Dispose();
}
