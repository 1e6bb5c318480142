using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Intervals;

public sealed class ChunkTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_AnyIntervals_GivesBackWhatWasWritten()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var intervals = Intervals(random, random.Next(1, ChunkWriter.Capacity)).ToList();
            var writer = new ChunkWriter(7, Noon);
            foreach (var interval in intervals) writer.Add(interval);
            Assert.Equal(intervals, Unpacked(writer));
            var texts = intervals.Select(interval => interval with { CallId = null, OtherParty = null, Skill = null });
            Assert.Equal(texts, Unpacked(writer, withCalls: false));
        }
    }

    [Fact]
    public void Resume_InTheMiddle_GoesOnWithTheSameBytes()
    {
        var intervals = Intervals(new Random(3), 50).ToList();
        var whole = new ChunkWriter(7, Noon);
        var first = new ChunkWriter(7, Noon);
        foreach (var interval in intervals) whole.Add(interval);
        foreach (var interval in intervals.Take(20)) first.Add(interval);
        var second = ChunkWriter.Resume(7, new IntervalChunk { Place = first.Place, EndsAt = first.EndsAt, Count = first.Count, Data = first.Data.ToArray() });
        foreach (var interval in intervals.Skip(20)) second.Add(interval);
        Assert.Equal(whole.Data.ToArray(), second.Data.ToArray());
        Assert.Equal((whole.Place, whole.EndsAt, whole.Count), (second.Place, second.EndsAt, second.Count));
    }

    [Fact]
    public void Read_DamagedBytes_SaysSoAndNeverLoops()
    {
        var writer = new ChunkWriter(7, Noon);
        foreach (var interval in Intervals(new Random(5), 30)) writer.Add(interval);
        var random = new Random(9);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = writer.Data.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var reader = new IntervalReader(bytes.AsSpan(0, random.Next(bytes.Length)), 0);
                while (reader.TryRead(out _))
                {
                    // to the end
                }
            }
            catch (Exception damaged) when (damaged is InvalidDataException or ArgumentOutOfRangeException)
            {
                // a time that is none counts as damage too
            }
        }
    }

    [Fact]
    public void Place_OfAnAgentAndATime_OrdersByAgentThenTime()
    {
        var places = (from agent in (long[])[1, 2, 300_000] from at in (long[])[-5, 0, 1, 1_795_000_000_000] select ChunkPlace.Of(agent, at)).ToList();
        Assert.Equal(places.Order(), places);
        Assert.Equal(1_795_000_000_000, ChunkPlace.BeginOf(places[^1]));
    }

    private static List<StateInterval> Unpacked(ChunkWriter writer, bool withCalls = true)
    {
        var unpacked = new List<StateInterval>();
        var reader = new IntervalReader(writer.Data.Span, ChunkPlace.BeginOf(writer.Place), withCalls);
        while (reader.TryRead(out var interval)) unpacked.Add(interval);
        return unpacked;
    }

    private static IEnumerable<StateInterval> Intervals(Random random, int count)
    {
        var (at, sequence) = (Noon, 0L);
        DateTimeOffset? login = null;
        for (var i = 0; i < count; i++)
        {
            var to = at.AddMilliseconds(random.Next(5) == 0 ? 0 : random.NextInt64(1L << random.Next(1, 36)));
            if (random.Next(9) == 0) login = random.Next(3) == 0 ? null : at;
            var call = random.Next(3) == 0;
            yield return new StateInterval
            {
                State = (AgentState)random.Next(9),
                Reason = random.Next(4) == 0 ? "Grund " + random.Next(3) : random.Next(9) == 0 ? "" : null,
                From = at,
                To = to,
                Sequence = sequence += random.Next(1, 1 << random.Next(1, 24)),
                Marks = (CallMarks)random.Next(16),
                Direction = (CallDirection)random.Next(4),
                CallId = call ? "1476838963-" + random.Next(2) : null,
                OtherParty = call && random.Next(2) == 0 ? "客户" : null,
                Skill = call && random.Next(2) == 0 ? "Sales" : null,
                SignedInAt = login,
            };
            at = to;
        }
    }
}
