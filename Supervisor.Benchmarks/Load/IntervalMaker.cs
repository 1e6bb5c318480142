using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Calls;
using Supervisor.Domain.Events;
using Supervisor.Domain.Statistics;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Benchmarks.Load;

/// <summary>Fills an empty store with the state intervals of a busy call centre, as the keeper would have packed them, without their events.</summary>
internal static class IntervalMaker
{
    /// <summary>Of eight hours on the phone each day: a call every three minutes or so.</summary>
    public const int IntervalsPerDay = 233;

    /// <summary>Returns how many intervals it wrote.</summary>
    public static async Task<long> FillAsync(DataDirectory directory, int agents, int days, DateTimeOffset from)
    {
        var contexts = new Contexts(directory);
        await new DatabaseStartup(directory, contexts, TimeProvider.System, NullLogger<DatabaseStartup>.Instance).PrepareAsync(CancellationToken.None);
        using var connection = SqliteConnections.OpenStore(directory.Database);
        using var transaction = connection.BeginTransaction();
        using var chunk = Command(connection, transaction, "INSERT INTO IntervalChunks (Place, EndsAt, Count, Data) VALUES ($a, $b, $c, $d)", 4);
        using var line = Command(connection, transaction, "INSERT INTO IntervalLines (Agent, Gateway, AgentId, State, GrowingPlace) VALUES ($a, $b, $c, $d, $e)", 5);
        var (random, made) = (new Random(7), 0L);
        for (var agent = 1; agent <= agents; agent++)
        {
            var writer = new ChunkWriter(agent, from);
            var last = default(StateInterval);
            foreach (var interval in Life(random, from, days))
            {
                if (writer.IsFull)
                {
                    Run(chunk, writer.Place, writer.EndsAt, writer.Count, writer.Data.ToArray());
                    writer = new ChunkWriter(agent, interval.From);
                }

                writer.Add(interval);
                last = interval;
                made++;
            }

            Run(chunk, writer.Place, writer.EndsAt, writer.Count, writer.Data.ToArray());
            var id = new AgentId("made", (1_000 + agent).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Run(line, agent, id.Gateway, id.WorkNo, Ended(id, last).ToBytes(), writer.Place);
        }

        using var progress = Command(connection, transaction, $"UPDATE IntervalProgress SET Version = {IntervalFold.Version}, Epoch = 1, Sequence = 0", 0);
        progress.ExecuteNonQuery();
        transaction.Commit();
        return made;
    }

    private static LineState Ended(AgentId id, StateInterval last)
    {
        var ready = new ObservedEvent { Sequence = last.Sequence, Agent = id, ReceivedAt = last.To, Origin = EventOrigin.Gateway, Type = "AgentState_Ready", Event = new AgentEvent.Informational() };
        var begun = AgentLine.Begin(ready);
        return new LineState(begun with { Open = last with { State = AgentState.SignedOut, Reason = null, From = last.To, IsOpen = true, Marks = CallMarks.None } }, "");
    }

    private static IEnumerable<StateInterval> Life(Random random, DateTimeOffset from, int days)
    {
        AgentState[] round = [AgentState.Idle, AgentState.Ringing, AgentState.Talking, AgentState.Hold, AgentState.Talking, AgentState.WrapUp];
        var (sequence, call) = (0L, 0);
        for (var day = 0; day < days; day++)
        {
            var at = from.AddDays(day);
            for (var i = 0; i < IntervalsPerDay; i++)
            {
                var state = i == IntervalsPerDay - 1 ? AgentState.SignedOut : i % 40 == 39 ? (i % 80 == 79 ? AgentState.Rest : AgentState.Busy) : round[i % round.Length];
                var to = i == IntervalsPerDay - 1 ? from.AddDays(day + 1) : at.AddMilliseconds(random.Next(2_000, 245_000));
                if (state == AgentState.Ringing) call++;
                var inCall = state is AgentState.Ringing or AgentState.Talking or AgentState.Hold;
                yield return new StateInterval
                {
                    State = state,
                    Reason = state is AgentState.Busy or AgentState.Rest ? "1" : null,
                    From = at,
                    To = to,
                    Sequence = sequence += random.Next(1, 900),
                    Marks = state == AgentState.Ringing ? CallMarks.Begins : state == AgentState.Talking && i % round.Length == 2 ? CallMarks.Answered : CallMarks.None,
                    Direction = inCall ? CallDirection.Inbound : CallDirection.Unknown,
                    CallId = inCall ? $"1606892101-{call}" : null,
                    OtherParty = inCall ? $"138000{call % 10_000:0000}" : null,
                    Skill = inCall ? "sales" : null,
                };
                at = to;
            }
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + i) });
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    internal sealed class Contexts(DataDirectory directory) : IDbContextFactory<SupervisorDb>
    {
        public SupervisorDb CreateDbContext() => new((DbContextOptions<SupervisorDb>)new DbContextOptionsBuilder<SupervisorDb>().UseStore(directory.Database).Options);
    }
}
