using Supervisor.Web.Gateway;

namespace Supervisor.Web.Sessions;

/// <summary>
/// Tells events that a gateway pushes a second time: same type, same content, and the same <c>eventGenTime</c>. Without that time nothing is told
/// apart: an agent may well go idle twice (protocol.md section 7.4).
/// </summary>
internal sealed class RecentEvents
{
    /// <summary>The least that is remembered; always enough for the last push as a whole, which is what a gateway repeats.</summary>
    public const int Capacity = 32;

    private readonly Queue<(long GeneratedAt, int Hash)> _order = new();
    private readonly HashSet<(long, int)> _known = [];

    /// <summary>True the first time. From then on <paramref name="sent"/> is known.</summary>
    public bool IsNew(GatewayEvent sent)
    {
        if (sent.GeneratedAt is not { } generatedAt) return true;
        var hash = new HashCode();
        hash.Add(sent.Type, StringComparer.Ordinal);
        hash.Add(sent.WorkNo, StringComparer.Ordinal);
        hash.AddBytes(sent.Content.Span);
        var mark = (generatedAt.UtcTicks, hash.ToHashCode());
        if (!_known.Add(mark)) return false;
        _order.Enqueue(mark);
        return true;
    }

    /// <summary>After a push: forgets the oldest beyond what is worth remembering.</summary>
    /// <param name="pushed">Events of that push.</param>
    public void Forget(int pushed)
    {
        while (_order.Count > Math.Max(Capacity, pushed)) _known.Remove(_order.Dequeue());
    }
}
