using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Realtime;

namespace Supervisor.Benchmarks.Load;

/// <summary>How long a jump to any second takes, from the request to the picture of the whole floor, and what playing on from there costs.</summary>
internal static class TimeTravel
{
    private const int Jumps = 100;
    private static readonly TimeSpan MadeUp = TimeSpan.FromHours(8);

    public static async Task RunAsync(int agents, string? data)
    {
        var path = data ?? Directory.CreateTempSubdirectory("supervisor-travel-").FullName;
        try
        {
            if (data is null) await Child.RunAsync("Supervisor.Web", "agents", "list", "--" + DataDirectory.Key, path);
            var directory = DataDirectory.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [DataDirectory.Key] = path }).Build());
            if (data is null) MakeUp(directory, agents);
            await MeasureAsync(directory);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (data is null) Directory.Delete(path, recursive: true);
        }
    }

    private static async Task MeasureAsync(DataDirectory directory)
    {
        var (began, time) = (TimeProvider.System.GetTimestamp(), TimeProvider.System);
        var keeper = new IntervalKeeper(directory, Options.Create(new HistoryOptions()), time, NullLogger<IntervalKeeper>.Instance);
        await keeper.CatchUpAsync(default);
        var past = new PastReader(new IntervalStore(directory, keeper, time), new FloorFeed());
        var (first, last, events) = Range(directory);
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"{events} events from {first:yyyy-MM-dd HH:mm} to {last:yyyy-MM-dd HH:mm}; folding what was new took {time.GetElapsedTime(began).TotalSeconds:0.0} s"));
        Report.Line("");

        var random = new Random(1);
        var (shown, changes) = (new List<int>(), new List<int>());
        DateTimeOffset Any() => first.AddSeconds(random.Next((int)(last - first).TotalSeconds));
        await TimeAsync("first jump after the start", 1, async () => shown.Add(new PastFloor(await past.OpenAsync(Any(), default)).Picture.Agents.Count));
        await TimeAsync("jump to any second, with the five minutes after it", Jumps, async () => shown.Add(new PastFloor(await past.OpenAsync(Any(), default)).Picture.Agents.Count));
        await TimeAsync("the next five minutes, read ahead", Jumps, async () => changes.Add((await past.AheadAsync(Any(), default)).Changes.Length));
        var everybody = new PastFloor(await past.OpenAsync(last, default)).Picture.Agents.Keys.ToList();
        await TimeAsync("the changes around a second, of all agents", Jumps, async () => await past.ChangesAroundAsync(everybody, Any(), default));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"* agents in a picture: {shown.Min()} to {shown.Max()}; intervals in five minutes: {changes.Min()} to {changes.Max()}"));
    }

    private static async Task TimeAsync(string what, int times, Func<Task> action)
    {
        List<double> took = [];
        for (var i = 0; i < times; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await action();
            took.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        took.Sort();
        Report.Line(times == 1
            ? string.Create(CultureInfo.InvariantCulture, $"* {what}: {took[0]:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"* {what}: p50 {took[times / 2]:0} ms, p95 {took[times * 95 / 100]:0} ms, longest {took[^1]:0} ms ({times} times)"));
    }

    private static (DateTimeOffset First, DateTimeOffset Last, long Events) Range(DataDirectory directory)
    {
        using var connection = SqliteConnections.OpenStore(directory.Database);
        long Number(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (long)command.ExecuteScalar()!;
        }

        var (first, last) = (Number("SELECT ReceivedAt FROM Events ORDER BY Sequence LIMIT 1"), Number("SELECT ReceivedAt FROM Events ORDER BY Sequence DESC LIMIT 1"));
        // of a store that no app has run on
        Number($"INSERT INTO RunMarks (Id, AliveAt) VALUES (1, {last}) ON CONFLICT (Id) DO UPDATE SET AliveAt = MAX(AliveAt, excluded.AliveAt) RETURNING Id");
        return (new DateTimeOffset(first, TimeSpan.Zero), new DateTimeOffset(last, TimeSpan.Zero), Number("SELECT COUNT(*) FROM Events"));
    }

    /// <summary>Calls one after the other, some three minutes each, with now and then a break: busier than most days.</summary>
    private static void MakeUp(DataDirectory directory, int agents)
    {
        using var appender = new EventAppender(directory);
        var (random, begin, sequence) = (new Random(7), TimeProvider.System.GetUtcNow().AddDays(-2), 0L);
        var next = new PriorityQueue<(int Agent, int Step), double>();
        for (var agent = 0; agent < agents; agent++) next.Enqueue((agent, 0), random.NextDouble() * 180);
        var batch = new List<ObservedEvent>();
        while (next.TryDequeue(out var turn, out var at) && at < MadeUp.TotalSeconds)
        {
            var (type, lasts) = (turn.Step % 5) switch
            {
                0 => ("AgentEvent_Ringing", 8),
                1 => ("AgentEvent_Talking", 120),
                2 => ("AgentState_Work", 25),
                3 when random.Next(20) == 0 => ("AgentState_SetRest_Success", 600),
                _ => ("AgentState_Ready", 15),
            };
            var content = type.StartsWith("AgentEvent_", StringComparison.Ordinal) ? $$"""{"callid":"{{begin.ToUnixTimeSeconds()}}-{{(turn.Agent * 1_000) + (turn.Step / 5)}}","caller":"138{{random.Next(10_000_000, 99_999_999)}}","feature":"7"}""" : "";
            batch.Add(new ObservedEvent
            {
                Sequence = ++sequence,
                Agent = new AgentId("bench", (1_001 + turn.Agent).ToString(CultureInfo.InvariantCulture)),
                ReceivedAt = begin.AddSeconds(at),
                Origin = EventOrigin.Gateway,
                Type = type,
                Event = new AgentEvent.Informational(),
                Content = Encoding.UTF8.GetBytes(content),
            });
            next.Enqueue((turn.Agent, turn.Step + 1), at + (lasts * (0.5 + random.NextDouble())));
            if (batch.Count < 10_000) continue;
            appender.Append(batch);
            batch.Clear();
        }

        appender.Append(batch);
    }
}
