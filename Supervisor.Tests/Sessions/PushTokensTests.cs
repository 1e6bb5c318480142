using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Callbacks;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class PushTokensTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new(Noon);
    private readonly TokenTable<PushFeed> _callers;
    private readonly PushTokens _tokens;

    public PushTokensTests()
    {
        _callers = new(_time);
        _tokens = new PushFeed(new AgentId("g", "291"), _callers, (_, _) => ValueTask.CompletedTask).Tokens;
    }

    [Fact]
    public void ToShow_BeforeAMinute_IsTheTokenOfTheSignIn()
    {
        var first = _tokens.Begin(Noon);

        Assert.Equal(first, _tokens.ToShow(Noon.AddSeconds(30), renews: true));
        Assert.Equal(first, _tokens.ToShow(Noon.AddMinutes(10), renews: false));
        Assert.Equal(1, _callers.Count);
    }

    [Fact]
    public void ToShow_EachMinute_IsANewOne_AndThePreviousOverlaps()
    {
        var first = _tokens.Begin(Noon);
        var second = _tokens.ToShow(Noon.AddMinutes(1), renews: true);
        Assert.NotEqual(first, second);
        Assert.True(Accepted(first, Noon.AddMinutes(1)) && Accepted(second, Noon.AddMinutes(1)));

        _tokens.Taken(Noon.AddMinutes(1));
        Assert.True(Accepted(first, Noon.AddMinutes(1) + PushTokens.Overlap - TimeSpan.FromSeconds(1)));
        Assert.False(Accepted(first, Noon.AddMinutes(1) + PushTokens.Overlap));
        Assert.Equal(second, _tokens.ToShow(Noon.AddMinutes(1.5), renews: true));
        Assert.Equal(1, _callers.Count);
    }

    [Fact]
    public void ToShow_AnswerUnknown_ShowsTheSameAgainAndAcceptsBoth()
    {
        var first = _tokens.Begin(Noon);
        var second = _tokens.ToShow(Noon.AddMinutes(1), renews: true);

        Assert.Equal(second, _tokens.ToShow(Noon.AddMinutes(5), renews: true));
        Assert.True(Accepted(first, Noon.AddMinutes(5)) && Accepted(second, Noon.AddMinutes(5)));
    }

    [Fact]
    public void Begin_Again_EndsAllEarlierOnes()
    {
        var first = _tokens.Begin(Noon);
        var second = _tokens.ToShow(Noon.AddMinutes(1), renews: true);
        _tokens.Taken(Noon.AddMinutes(1));
        var third = _tokens.Begin(Noon.AddMinutes(1));

        Assert.Equal((false, false, true), (Accepted(first, Noon.AddMinutes(1)), Accepted(second, Noon.AddMinutes(1)), Accepted(third, Noon.AddMinutes(1))));
        _tokens.End();
        Assert.Equal(0, _callers.Count);
    }

    private bool Accepted(string token, DateTimeOffset now)
    {
        if (now > _time.GetUtcNow()) _time.Advance(now - _time.GetUtcNow());
        return _callers.Find(token) is not null;
    }
}
