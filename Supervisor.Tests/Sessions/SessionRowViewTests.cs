using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Sessions;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Components.Controls;
using Supervisor.Web.Features.Sessions;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Sessions;

public sealed class SessionRowViewTests : BunitContext
{
    [Fact]
    public void IsStale_TheSameHealthAskedForAgain_OnlyWhereSomethingOfItHasChanged()
    {
        var pool = new FakeSessionPool();
        var agent = People.Agent(101);
        Services.AddLocalization();
        Services.AddSingleton<ISessionPool>(pool);
        pool.States[agent.Id] = agent.Session;
        var row = Render<SessionRowView>(with => with.Add(view => view.Pump, new LivePump()).Add(view => view.Row, new SessionRow(agent))).Instance;
        Assert.False(row.IsStale);
        pool.States[agent.Id] = agent.Session with { Phase = SessionPhase.Waiting };
        Assert.True(row.IsStale);
    }
}
