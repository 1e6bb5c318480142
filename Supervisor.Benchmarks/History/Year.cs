using System.Globalization;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;

namespace Supervisor.Benchmarks.History;

/// <summary>The events of all agents over many days, in the order of time: day shifts, fewer at the weekend, agents 1001 and up on two gateways.</summary>
internal sealed class Year(int agents, long events, int days, DateTimeOffset now)
{
    /// <summary>Below, agents have days off instead of emptier ones.</summary>
    private const double LeastPerShift = 300;

    private const double AtWeekends = 0.3;
    private static readonly TimeSpan Shifts = TimeSpan.FromHours(12), OneShift = TimeSpan.FromHours(8), Late = TimeSpan.FromMinutes(20);

    private readonly Random _random = new(65);
    private double _pace = 1;

    /// <summary>As many as asked for, or a little fewer where the last day ends first.</summary>
    public IEnumerable<ObservedEvent> Events()
    {
        var left = events;
        for (var day = days; day > 0 && left > 0; day--)
        {
            var evening = now.AddDays(1 - day);
            var full = Enumerable.Range(1 - day, day).Sum(later => Staff(now.AddDays(later))) * agents; // shifts of all agents on the days that are left
            var share = Math.Min(1, left / full / LeastPerShift) * Staff(evening);
            var (today, shifts) = (0L, 0);
            foreach (var observed in Day(evening, share, () => shifts++))
            {
                if (left-- == 0) yield break;
                today++;
                yield return observed;
            }
            // tomorrow's pauses by how far today's shifts were from what is needed
            if (shifts > 0 && left > 0) _pace = Math.Clamp(_pace * today / shifts / Math.Max(LeastPerShift, left / Math.Max(1, full - (Staff(evening) * agents))), 0.02, 20);
        }
    }

    private IEnumerable<ObservedEvent> Day(DateTimeOffset evening, double share, Action onShift)
    {
        var next = new PriorityQueue<IEnumerator<ObservedEvent>, long>(agents);
        for (var n = 0; n < agents; n++)
        {
            if (_random.NextDouble() >= share) continue;
            onShift();
            var agent = new AgentId(n % 2 == 0 ? "north" : "south", (1001 + n).ToString(CultureInfo.InvariantCulture));
            var begin = evening - Shifts + (_random.NextDouble() * (Shifts - OneShift));
            var shift = new Shift(agent, $"4{agent.WorkNo}", pushed: n % 2 == 1, _pace, agents, _random).Events(begin, begin + OneShift - Late).GetEnumerator();
            if (shift.MoveNext()) next.Enqueue(shift, shift.Current.ReceivedAt.UtcTicks);
        }
        while (next.TryPeek(out var shift, out _))
        {
            yield return shift.Current;
            if (shift.MoveNext()) next.DequeueEnqueue(shift, shift.Current.ReceivedAt.UtcTicks);
            else next.Dequeue();
        }
    }

    private static double Staff(DateTimeOffset day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? AtWeekends : 1;
}
