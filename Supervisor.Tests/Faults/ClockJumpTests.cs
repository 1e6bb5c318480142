using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Domain.Sessions;
using Supervisor.Domain.Statistics;
using Supervisor.Domain.Subscriptions;
using Supervisor.Tests.Sessions;
using Supervisor.Tests.Support;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Faults;

/// <summary>The clock of the machine is set by hours while sessions run: no session may notice.</summary>
public sealed class ClockJumpTests
{
    private static readonly AgentId Id = new("g", "291");

    private readonly ManualTimeProvider _time = new();
    private readonly JumpingClock _clock;
    private readonly ScriptedGateway _gateway = new();

    public ClockJumpTests()
    {
        _clock = new JumpingClock(_time);
    }

    public static TheoryData<double> Jumps => [-1, 26];

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Jump_WhilePolled_PollsGoOn(double hours)
    {
        _gateway.IdlePoll = async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10), _time, CancellationToken.None);
            return ScriptedGateway.Ok();
        };
        var session = NewSession(callback: null);
        _ = session.RunAsync(default);
        await AskedAsync("poll", 3);
        _clock.Wrong = TimeSpan.FromHours(hours);
        await AskedAsync("poll", 6);
        Assert.Single(_gateway.Asked, asked => asked == "signIn");
        Assert.Equal(SessionPhase.Live, session.Health.State.Phase);
    }

    /// <summary>A gateway signs out whom it has not heard of for two minutes.</summary>
    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Jump_WhilePushed_HeartbeatsComeInTime(double hours)
    {
        _ = NewSession(new Uri("https://supervisor.example/callback")).RunAsync(default);
        await AskedAsync("heartbeat", 2);
        _clock.Wrong = TimeSpan.FromHours(hours);
        await AskedAsync("heartbeat", 4);
        Assert.Single(_gateway.Asked, asked => asked == "signIn");
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Jump_WhilePushed_SilentAgentsAreAskedAsBefore(double hours)
    {
        _ = NewSession(new Uri("https://supervisor.example/callback")).RunAsync(default);
        await AskedAsync("status", 1);
        _clock.Wrong = TimeSpan.FromHours(hours);
        await AskedAsync("status", 4);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task Jump_WhileWaiting_IsTriedAgainInTime(double hours)
    {
        _gateway.Answer("signIn", GatewayReply.Failed("connect", SessionTicket.None), GatewayReply.Failed("connect", SessionTicket.None));
        var session = NewSession(callback: null);
        _ = session.RunAsync(default);
        await UntilAsync(() => session.Health.State.Phase == SessionPhase.Waiting);
        _clock.Wrong = TimeSpan.FromHours(hours);
        await AskedAsync("signIn", 3);
    }

    [Fact]
    public async Task Jump_Back_NextSignInsAreNotHeldUp()
    {
        var pacer = new SignInPacer(perSecond: 50, atOnce: 1, _clock);
        using (await pacer.EnterAsync(default)) _clock.Wrong = TimeSpan.FromHours(-1);
        var next = pacer.EnterAsync(default);
        _time.Advance(TimeSpan.FromSeconds(1));
        using (await next.WaitAsync(TimeSpan.FromSeconds(5))) { }
    }

    [Fact]
    public void Jump_BackBetweenHandshakeAndAnswer_NextHandshakeComesInTime()
    {
        var now = _time.GetUtcNow();
        var (state, action) = (SubscriptionState.Initial, (SubscriptionAction)new SubscriptionAction.Rest());
        (state, action) = SubscriptionMachine.Next(state, new SubscriptionInput.Start(), now, 0);
        for (var i = 0; i < 5 && action is not SubscriptionAction.Wait; i++)
        {
            now -= TimeSpan.FromHours(1);
            SubscriptionInput answered = action is SubscriptionAction.LogIn ? new SubscriptionInput.LoginAnswered(Answer.Ok) : new SubscriptionInput.RegisterAnswered(Answer.Ok, "1");
            (state, action) = SubscriptionMachine.Next(state, answered, now, 0);
        }

        Assert.InRange(Assert.IsType<SubscriptionAction.Wait>(action).Delay, TimeSpan.Zero, SubscriptionMachine.BetweenHandshakes);
    }

    /// <summary>The history keeps what the clock said; no interval is negative, none overlaps another.</summary>
    [Fact]
    public void Jump_BackAndForward_IntervalsHaveNoNegativeLengthAndNoOverlap()
    {
        var random = new Random(7);
        var at = _time.GetUtcNow();
        AgentLine? line = null;
        var ended = new List<StateInterval>();
        AgentState[] states = [AgentState.Idle, AgentState.Busy, AgentState.Rest, AgentState.WrapUp];
        for (var n = 1; n <= 2_000; n++)
        {
            at = at.AddSeconds(random.Next(30)) + TimeSpan.FromHours(random.Next(50) == 0 ? random.Next(-2, 3) : 0);
            var observed = new ObservedEvent { Sequence = n, Agent = Id, ReceivedAt = at, Origin = EventOrigin.Gateway, Type = "t", Event = new AgentEvent.StateEntered(states[random.Next(states.Length)]), Content = default };
            line ??= AgentLine.Begin(observed);
            (line, var end) = line.Apply(observed);
            if (end is { } interval) ended.Add(interval);
        }

        Assert.All(ended, interval => Assert.True(interval.To >= interval.From));
        for (var i = 1; i < ended.Count; i++) Assert.Equal(ended[i - 1].To, ended[i].From);
    }

    private AgentSession NewSession(Uri? callback)
    {
        var plan = new AgentPlan(new AgentProfile(Id, "Ann", ""), new AgentCredential { AgentId = "291", PhoneNumber = "40038" }, _gateway, default) { Callback = callback };
        return new AgentSession(plan, Surroundings.On(_clock), NullLogger.Instance);
    }

    private Task AskedAsync(string what, int times) => UntilAsync(() => _gateway.Asked.Count(asked => asked == what) >= times);

    /// <summary>Within far less than the smallest jump; not closer, since a busy machine lets the clock run ahead of the session.</summary>
    private async Task UntilAsync(Func<bool> condition)
    {
        var began = _time.GetUtcNow();
        await Eventually.IsTrueAsync(() =>
        {
            if (condition()) return true;
            _time.Advance(TimeSpan.FromSeconds(1));
            return false;
        }, "in time");
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromMinutes(45));
    }
}
