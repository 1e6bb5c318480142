using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Replay;

namespace Supervisor.Tests.Replay;

public sealed class ReplayPlayerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 18, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly AgentSnapshot Ann = People.Agent(101);
    private static readonly AgentSnapshot Bob = People.Agent(102);

    private readonly ManualTimeProvider _time = new(Now);
    private readonly ScriptedPast _past = new() { Until = Now };
    private readonly List<DateTimeOffset> _rested = [];
    private bool _may = true;
    private ReplayPlayer _player = null!;

    [Fact]
    public async Task Jump_ToAMoment_ShowsItAndStands()
    {
        var player = await StartAsync(Noon);
        Assert.Equal(AgentState.Idle, player.Feed.Current.Agents[Ann.Id].State);
        await PassAsync(60);
        Assert.Equal((Noon, false, ReplayStanding.Ready), (player.Now, player.IsPlaying, player.Standing));
        Assert.Equal(["open 12:00:00.000"], _past.Read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    public async Task Play_AtAnyPace_TheMomentGoesOnThatFastAndPicturesAtMostFourTimesASecond(int pace)
    {
        for (var i = 1; i < 7_200; i++) _past.Add(Bob, i % 2 == 0 ? AgentState.Idle : AgentState.Talking, Noon.AddSeconds(i));
        var player = await StartAsync(Noon);
        var pictures = 0;
        player.Choose(pace);
        player.Play();
        var last = player.Feed.Current;
        for (var frame = 1; frame <= 80; frame++)
        {
            await PassAsync(0.25);
            if (!ReferenceEquals(last, player.Feed.Current)) pictures++;
            last = player.Feed.Current;
            Assert.Equal(Noon.AddSeconds(frame * 0.25 * pace), player.Now);
        }

        Assert.InRange(pictures, 20, 80);
        await player.PauseAsync();
        Assert.Equal(Noon.AddSeconds(20 * pace), player.Now);
        Assert.Equal(player.Now, _rested[^1]);
        Assert.Equal(20 * pace % 2 == 0 ? AgentState.Idle : AgentState.Talking, player.Feed.Current.Agents[Bob.Id].State);
    }

    [Fact]
    public async Task Play_AnHour_ReadsSomeMinutesAheadAndNeverMore()
    {
        var player = await StartAsync(Noon);
        player.Choose(60);
        player.Play();
        for (var frame = 0; frame < 240; frame++)
        {
            await PassAsync(0.25);
            Assert.InRange(_past.Read.Count, 1, 2 + ((player.Now - Noon) / TimeSpan.FromMinutes(5)));
        }

        Assert.Equal(Noon.AddHours(1), player.Now);
    }

    [Fact]
    public async Task Play_DiskIsSlow_StandsAndSaysSoAndGoesOn()
    {
        var player = await StartAsync(Noon);
        player.Choose(60);
        player.Play();
        _past.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PassAsync(10);
        Assert.Equal((ReplayStanding.Reading, Noon.AddMinutes(5), 0, true), (player.Standing, player.Now, player.Clock.Pace, player.IsPlaying));
        _past.Gate.SetResult();
        await Eventually.IsTrueAsync(() => player.Standing == ReplayStanding.Ready);
        Assert.Equal(60, player.Clock.Pace);
    }

    [Fact]
    public async Task Play_ReachesThePresent_StopsThere()
    {
        var player = await StartAsync(Now.AddSeconds(-30));
        player.Choose(10);
        player.Play();
        await PassAsync(10);
        Assert.Equal((ReplayStanding.Present, false, Now), (player.Standing, player.IsPlaying, player.Now));
        Assert.Equal(Now, _rested[^1]);
    }

    [Fact]
    public async Task Jump_WhilePlaying_PlaysOnFromThere()
    {
        var player = await StartAsync(Noon);
        player.Choose(10);
        player.Play();
        await PassAsync(2);
        await player.JumpAsync(Noon.AddHours(1));
        Assert.Equal((Noon.AddHours(1), true), (player.Now, player.IsPlaying));
        await PassAsync(1);
        Assert.Equal(Noon.AddHours(1).AddSeconds(10), player.Now);
    }

    [Fact]
    public async Task Jump_ManyTimesWhileReading_ReadsTheLastOneOnly()
    {
        var player = await StartAsync(Noon);
        _past.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = player.MoveAsync(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 5; i++) await player.MoveAsync(TimeSpan.FromSeconds(10));
        _past.Gate.SetResult();
        await first;
        Assert.Equal(Noon.AddSeconds(60), player.Now);
        Assert.Equal(["open 12:00:00.000", "open 12:00:10.000", "open 12:01:00.000"], _past.Read);
    }

    [Fact]
    public async Task Step_ForwardsAndBack_StandsAtTheChangesOfTheShownAgents()
    {
        _past.Add(Bob, AgentState.Talking, Noon.AddSeconds(30));
        _past.Add(Ann, AgentState.Busy, Noon.AddSeconds(45.25));
        var player = await StartAsync(Noon);
        player.Play();
        await player.StepAsync([Ann.Id], forwards: true);
        Assert.Equal((Noon.AddSeconds(45.25), false), (player.Now, player.IsPlaying));
        Assert.Equal(AgentState.Busy, player.Feed.Current.Agents[Ann.Id].State);
        await player.StepAsync([Ann.Id, Bob.Id], forwards: false);
        Assert.Equal(Noon.AddSeconds(30), player.Now);
        await player.StepAsync([Bob.Id], forwards: true);
        Assert.Equal((Noon.AddSeconds(30), ReplayStanding.NoChange), (player.Now, player.Standing));
    }

    [Fact]
    public async Task Read_RoleTakenAway_ShowsNothingAndSaysSo()
    {
        var player = await StartAsync(Noon);
        _may = false;
        await player.JumpAsync(Noon.AddHours(1));
        Assert.Equal(ReplayStanding.Refused, player.Standing);
        Assert.Empty(player.Feed.Current.Agents);
        Assert.Single(_past.Read);
        player.Play();
        Assert.False(player.IsPlaying);
    }

    [Fact]
    public async Task Read_StoreDamaged_ShowsNoPictureOfAnotherMoment()
    {
        var player = await StartAsync(Noon);
        _past.Fault = new InvalidDataException("damaged");
        await player.JumpAsync(Noon.AddHours(1));
        Assert.Equal((ReplayStanding.Unreadable, "damaged"), (player.Standing, player.Fault));
        Assert.Empty(player.Feed.Current.Agents);
        _past.Fault = null;
        await player.JumpAsync(Noon.AddHours(1));
        Assert.Equal(ReplayStanding.Ready, player.Standing);
        Assert.NotEmpty(player.Feed.Current.Agents);
    }

    private async Task<ReplayPlayer> StartAsync(DateTimeOffset at)
    {
        _past.Add(Ann, AgentState.Idle, Noon.AddHours(-1));
        _player = new ReplayPlayer(_past, () => Task.FromResult(_may), _time)
        {
            Rested = () =>
            {
                _rested.Add(_player.Now);
                return Task.CompletedTask;
            },
        };
        await _player.JumpAsync(at);
        return _player;
    }

    /// <summary>Time goes by, a frame at a time.</summary>
    private async Task PassAsync(double seconds)
    {
        for (var frame = 0; frame < seconds * 4; frame++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await _player.TurnAsync();
        }
    }
}
