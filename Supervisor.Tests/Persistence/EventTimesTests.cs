using System.Collections.Immutable;
using Supervisor.Domain.Events;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

/// <summary>A filter on time finds all that it should, also around a clock that was wrong for a while.</summary>
public sealed class EventTimesTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    /// <param name="hours">Times of the events in hours of the day, in order of sequence.</param>
    /// <param name="from">Hour from which events are asked for.</param>
    /// <param name="to">Hour before which.</param>
    [Theory]
    [InlineData(new[] { 8, 10, 13.5, 13.6, 10.7, 11, 12 }, 0, 24)] // three hours ahead, and it is noon now: today
    [InlineData(new[] { 8, 10, 23.9, 24.1, 21, 22 }, 0, 24)] // the wrong times go past midnight
    [InlineData(new[] { 8, 10, 23.9, 8760, 21, 22 }, 0, 24)] // twice ahead, once by a year
    [InlineData(new[] { 8, 10, 15, 10.5, 14, 17, 18 }, 0, 16)] // a stretch of the past with hardly an event in it
    [InlineData(new[] { 8, 10, 11, 3, 3.1, 11.5, 12 }, 0, 24)] // hours behind, at a time at which nobody works
    [InlineData(new[] { -15, 8, 10, 11, 3, 3.1, 11.5, 12 }, 0, 24)] // and there is a day before
    [InlineData(new[] { -15, 8, 10, 11, 3, 3.1, 11.5, 12 }, 2, 11.2)]
    public async Task Read_ClockWasWrongForAWhile_NothingMissed(double[] hours, double from, double to)
    {
        using var store = await TempStore.CreateAsync();
        store.Append(hours.Select((hour, at) => TempStore.Event(at + 1) with { ReceivedAt = Midnight.AddHours(hour) }));
        var expected = Enumerable.Range(1, hours.Length).Where(n => hours[n - 1] >= from && hours[n - 1] < to).Select(n => (long)n).ToList();
        foreach (var agents in (ImmutableArray<string>[])[[], ["291"]])
        {
            var filter = new EventFilter { Agents = agents, From = Midnight.AddHours(from), To = Midnight.AddHours(to) };
            Assert.Equal(expected, (await store.AllAsync(filter)).Select(stored => stored.Sequence));
            Assert.Equal(Enumerable.Reverse(expected), (await store.Events.OlderAsync(filter, null, 100, default)).Items.Select(stored => stored.Sequence));
        }
    }

    [Fact]
    public async Task Read_NoneInTheTimes_Nothing()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1), TempStore.Event(2)]);
        Assert.Empty(await store.AllAsync(new EventFilter { To = Midnight }));
        Assert.Empty(await store.AllAsync(new EventFilter { From = Midnight.AddDays(1) }));
    }
}
