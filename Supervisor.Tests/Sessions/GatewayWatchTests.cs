using Supervisor.Domain.Agents;
using Supervisor.Domain.Floor;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Floor;
using Supervisor.Web.Features.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class GatewayWatchTests
{
    [Theory]
    [InlineData("connect", 3, 4, true)]
    [InlineData("http-502", 2, 4, true)]
    [InlineData("connect", 1, 4, false)] // one cut connection is that row's
    [InlineData("100-003", 4, 4, false)] // it answers: the platform behind it is away
    public void Away_SessionsThatWait_CountTogether(string code, int waiting, int all, bool away)
    {
        var feed = new FakeFloorFeed();
        feed.Put([.. Enumerable.Range(0, all).Select(i => People.Agent(101 + i) with { Session = i < waiting ? new SessionState { Phase = SessionPhase.Waiting, LastCode = code } : new SessionState { Phase = SessionPhase.Live } })]);
        Assert.Equal(away ? (waiting, all) : default, GatewayWatch.Away(feed.Current).GetValueOrDefault("main"));
    }
}
