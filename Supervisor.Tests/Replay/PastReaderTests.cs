using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Floor;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Replay;
using Supervisor.Web.Intervals;
using Supervisor.Web.Persistence;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Replay;

/// <summary>The floor of the past against the floor folded from the events up to that moment.</summary>
public sealed class PastReaderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = TempStore.Noon;
    private static readonly DateTimeOffset Now = Noon.AddDays(3);

    private readonly ManualTimeProvider _time = new(Now);
    private readonly FakeFloorFeed _floor = new();
    private TempStore _store = null!;
    private PastReader _past = null!;

    public async Task InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        var keeper = new IntervalKeeper(_store.Directory, Options.Create(new HistoryOptions()), _time, NullLogger<IntervalKeeper>.Instance);
        _past = new PastReader(new IntervalStore(_store.Directory, keeper, _time), _floor);
        using var connection = SqliteConnections.OpenStore(_store.Directory.Database);
        using var mark = connection.CreateCommand();
        mark.CommandText = $"INSERT INTO RunMarks VALUES (1, {Now.UtcTicks})";
        mark.ExecuteNonQuery();
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Open_AnyMoment_IsTheFloorFoldedFromTheEventsUntilThen(int seed)
    {
        var random = new Random(seed);
        _store.Append(Life(1_500, random));
        var stored = await _store.AllAsync();
        for (var i = 0; i < 60; i++)
        {
            var at = Noon.AddMilliseconds(random.Next(-1_000, 1_600 * 20_000));
            var expected = Fold(stored, at);
            var shown = new PastFloor(await _past.OpenAsync(at, default)).Picture.Agents;
            Assert.Equal(Tell(expected), Tell(shown.Values));
            foreach (var agent in expected.Where(agent => agent.Call?.CallId is not null && agent.State.InCall()))
            {
                var (told, call) = (agent.Call!, shown[agent.Id].Call!);
                Assert.Equal((told.CallId, told.OtherParty, told.Direction), (call.CallId, call.OtherParty, call.Direction));
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Play_FromAToB_EndsInThePictureOfB(int seed)
    {
        var random = new Random(seed);
        _store.Append(Life(1_500, random));
        for (var i = 0; i < 20; i++)
        {
            var from = Noon.AddMilliseconds(random.Next(0, 1_400 * 20_000));
            var to = from.AddMilliseconds(random.Next(1, 1_800_000));
            var playing = new PastFloor(await _past.OpenAsync(from, default));
            while (playing.At < to)
            {
                if (playing.ReadTo < to && random.Next(3) == 0 || playing.At == playing.ReadTo) playing.Take(await _past.AheadAsync(playing.ReadTo, default));
                var next = playing.At.AddMilliseconds(random.Next(1, 90_000));
                playing.MoveTo(next < to ? next : to);
            }

            var jumped = new PastFloor(await _past.OpenAsync(to, default));
            Assert.Equal(Tell(jumped.Picture.Agents.Values), Tell(playing.Picture.Agents.Values));
            Assert.Equal(jumped.Picture.Agents.Values.Select(agent => agent.Call?.CallId).Order(), playing.Picture.Agents.Values.Select(agent => agent.Call?.CallId).Order());
            foreach (var state in Enum.GetValues<AgentState>())
            {
                Assert.Equal(jumped.Picture.Agents.Values.Count(agent => agent.State == state), playing.Picture.Totals[state]);
                Assert.Equal(playing.Picture.Totals[state], jumped.Picture.Totals[state]);
            }
        }
    }

    [Fact]
    public async Task Open_InACall_TellsWhenItBeganAndWasAnswered()
    {
        _store.Append([
            Event(1, 0, "AgentState_Ready"), Event(2, 10, "AgentEvent_Ringing", Call("1-1")), Event(3, 17, "AgentEvent_Talking", Call("1-1")),
            Event(4, 40, "AgentEvent_Hold", Call("1-1")), Event(5, 50, "AgentEvent_Talking", Call("1-1"))]);
        var agent = (await PictureAsync(Noon.AddSeconds(55)))[new AgentId("demo", "291")];
        Assert.Equal((AgentState.Talking, Noon.AddSeconds(50)), (agent.State, agent.Since));
        Assert.Equal(("1-1", "0755", Noon.AddSeconds(10), Noon.AddSeconds(17)), (agent.Call!.CallId, agent.Call.OtherParty, agent.Call.StartedAt, agent.Call.AnsweredAt));
        Assert.Null((await PictureAsync(Noon.AddSeconds(12)))[agent.Id].Call!.AnsweredAt);
    }

    [Fact]
    public async Task Open_InACallThatWentThroughAGap_TellsWhenItBeganAndWasAnswered()
    {
        _store.Append([
            Event(1, 0, "AgentState_Ready"), Event(2, 10, "AgentEvent_Ringing", Call("1-1")), Event(3, 17, "AgentEvent_Talking", Call("1-1")),
            Gap(4, 40, GapCauses.NotRunning), Event(5, 50, "AgentEvent_Hold", Call("1-1")), Event(6, 60, "AgentEvent_Talking", Call("1-1"))]);
        var agent = (await PictureAsync(Noon.AddSeconds(65))).Values.Single();
        Assert.Equal(("1-1", "0755", Noon.AddSeconds(10), Noon.AddSeconds(17)), (agent.Call!.CallId, agent.Call.OtherParty, agent.Call.StartedAt, agent.Call.AnsweredAt));
        Assert.Null((await PictureAsync(Noon.AddSeconds(45)))[agent.Id].Call);
    }

    [Fact]
    public async Task Open_OnlyTheReasonChanged_TheStateKeepsItsBeginning()
    {
        _store.Append([Event(1, 0, "AgentState_SetNotReady_Success", """{"reason":"200"}"""), Event(2, 60, "AgentState_SetNotReady_Success", """{"reason":"3"}""")]);
        var agent = (await PictureAsync(Noon.AddSeconds(90))).Values.Single();
        Assert.Equal((AgentState.Busy, "3", Noon), (agent.State, agent.Reason, agent.Since));
    }

    [Fact]
    public async Task Open_BeforeTheFirstEvent_TheAgentIsNotThere()
    {
        _store.Append([Event(1, 100, "AgentState_Ready")]);
        Assert.Empty(await PictureAsync(Noon.AddSeconds(99)));
        Assert.Single(await PictureAsync(Noon.AddSeconds(100)));
    }

    [Theory]
    [InlineData(GapCauses.NotRunning, true)]
    [InlineData(GapCauses.NotWatched, false)]
    public async Task Open_InAGap_UnknownWithItsCauseUnlessNobodyWatched(string cause, bool shown)
    {
        _store.Append([Event(1, 0, "AgentState_Ready"), Gap(2, 100, cause), Event(3, 300, "AgentState_Ready")]);
        var found = (await PictureAsync(Noon.AddSeconds(200))).Values.ToList();
        Assert.Equal(shown ? [cause] : [], found.Select(agent => agent.Reason!));
    }

    [Fact]
    public async Task Open_AgentOnTheLiveFloor_HasItsNameOthersTheirNumber()
    {
        _floor.Put(new AgentSnapshot(new AgentProfile(new AgentId("demo", "291"), "Ann", "Sales"), Now));
        _store.Append([Event(1, 0, "AgentState_Ready"), Event(2, 1, "AgentState_Ready", agent: "999")]);
        Assert.Equal(["999", "Ann"], (await PictureAsync(Noon.AddSeconds(9))).Values.Select(agent => agent.Profile.Name).Order());
    }

    [Fact]
    public async Task Open_InTheFuture_IsThePresent()
    {
        _store.Append([Event(1, 0, "AgentState_Ready")]);
        var opening = await _past.OpenAsync(Now.AddYears(1), default);
        Assert.Equal((Now, Now, true), (opening.At, opening.Ahead.To, opening.Ahead.ReachesPresent));
        Assert.Single(opening.Agents);
    }

    [Fact]
    public async Task ChangesAround_AnyMoment_AreTheNeighboursOfTheseAgentsOnly()
    {
        _store.Append([Event(1, 0, "AgentState_Ready"), Event(2, 10, "AgentState_Work"), Event(3, 15, "AgentState_Ready", agent: "292"), Event(4, 20, "AgentState_Ready")]);
        var ann = new AgentId("demo", "291");
        Assert.Equal(new PastNeighbours(Noon, Noon.AddSeconds(20)), await _past.ChangesAroundAsync([ann], Noon.AddSeconds(10), default));
        Assert.Equal(new PastNeighbours(Noon.AddSeconds(10), Noon.AddSeconds(20)), await _past.ChangesAroundAsync([ann], Noon.AddSeconds(16), default));
        Assert.Equal(new PastNeighbours(Noon.AddSeconds(20), null), await _past.ChangesAroundAsync([ann], Noon.AddSeconds(90), default));
        Assert.Equal(new PastNeighbours(Noon.AddSeconds(15), Noon.AddSeconds(20)), await _past.ChangesAroundAsync([ann, new AgentId("demo", "292")], Noon.AddSeconds(16), default));
    }

    private async Task<IReadOnlyDictionary<AgentId, AgentSnapshot>> PictureAsync(DateTimeOffset at) => new PastFloor(await _past.OpenAsync(at, default)).Picture.Agents;

    private static List<AgentSnapshot> Fold(List<StoredEvent> stored, DateTimeOffset at)
    {
        var heard = stored.Select(row => StoredMeaning.Of(row, "")).Where(observed => observed.HappenedAt <= at).ToList();
        var floor = FloorReducer.Apply(FloorSnapshot.Empty, new FloorInput.Staffed([.. heard.Select(observed => new AgentProfile(observed.Agent, observed.Agent.WorkNo, "")).Distinct()], DateTimeOffset.MinValue));
        foreach (var observed in heard) floor = FloorReducer.Apply(floor, new FloorInput.Happened(observed));
        return [.. floor.Agents.Values];
    }

    private static IEnumerable<string> Tell(IEnumerable<AgentSnapshot> agents) => agents.OrderBy(agent => agent.Id)
        .Select(agent => string.Create(CultureInfo.InvariantCulture, $"{agent.Id} {agent.State} {Reason(agent)} {(agent.Since == DateTimeOffset.MinValue ? default : agent.Since):O} {agent.SignedInAt:O}"));

    // the floor keeps an old reason in states that have none, and shows it nowhere
    private static string? Reason(AgentSnapshot agent) => agent.State is AgentState.Busy or AgentState.Rest ? agent.Reason : agent.State == AgentState.Unknown ? agent.Reason ?? PastAgent.NoData : null;


    private static List<ObservedEvent> Life(int count, Random random)
    {
        string[] types =
        [
            "AgentState_Ready", "AgentState_Busy", "AgentEvent_Ringing", "AgentEvent_Talking", "AgentEvent_Hold", "AgentEvent_Call_Release", "AgentState_Work", "AgentState_SetRest_Success",
            "AgentState_SetNotReady_Success", "AgentOther_ShutdownService", "Nobody_Knows", "gap",
        ];
        var life = Enumerable.Range(1, count).Select(n =>
        {
            var (type, agent, seconds) = (types[random.Next(types.Length)], "29" + random.Next(1, 6), (n * 20) + random.Next(20));
            if (type == "gap") return Gap(n, seconds, GapCauses.QueueFull, agent);
            var content = type.StartsWith("AgentEvent_", StringComparison.Ordinal) ? Call("1-" + random.Next(n / 20, (n / 10) + 1))
                : type == "AgentState_SetNotReady_Success" ? $$"""{"reason":"{{random.Next(200, 204)}}"}""" : null;
            return Event(n, seconds, type, content, agent);
        }).ToList();
        return [.. life, .. Enumerable.Range(1, 5).Select(n => Event(count + n, (count + n) * 20, "AgentState_Ready", agent: "29" + n))];
    }

    private static string Call(string id) => $$"""{"callid":"{{id}}","caller":"0755","feature":"7"}""";

    private static ObservedEvent Gap(long sequence, double seconds, string cause, string agent = "291") =>
        TempStore.Event(sequence, agent, SupervisorEventTypes.Gap) with
        {
            ReceivedAt = Noon.AddSeconds(seconds),
            Origin = EventOrigin.Supervisor,
            Content = Encoding.UTF8.GetBytes($$"""{"cause":"{{cause}}"}"""),
        };

    private static ObservedEvent Event(long sequence, double seconds, string type, string? content = null, string agent = "291") =>
        TempStore.Event(sequence, agent, type, content) with { ReceivedAt = Noon.AddSeconds(seconds) };
}
