using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.Actions;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;
using Supervisor.Web.Sessions;

namespace Supervisor.Tests.Floor;

/// <summary>The floor's page, over a feed that the test writes.</summary>
public abstract class FloorPageContext : BunitContext
{
    private protected static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private protected FloorPageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.Setup<int>("supervisor.reveal", _ => true).SetResult(10);
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Time).AddSingleton<IFloorFeed>(Feed).AddSingleton<ISessionPool>(Sessions).AddSingleton<IActionDesk>(new FakeActionDesk(Feed));
        Surroundings.AddTo(Services);
        User = AddAuthorization();
        User.SetAuthorized("sue").SetRoles(Roles.Supervisor).SetPolicies(Policies.Floor);
    }

    private protected FakeFloorFeed Feed { get; } = new();

    private protected FakeSessionPool Sessions { get; } = new();

    private protected FloorServices Surroundings { get; } = new();

    private protected ManualTimeProvider Time { get; } = new(Start);

    private protected Bunit.TestDoubles.BunitAuthorizationContext User { get; }

    private protected static AgentSnapshot Agent(int number, AgentState state = AgentState.Idle, int seconds = 60) => People.Agent(number, state, Start.AddSeconds(-seconds));

    private protected static string Order(IRenderedComponent<FloorPage> page) => string.Join(' ', page.FindAll("[data-agent]").Select(row => row.GetAttribute("data-agent")));

    private protected static IElement Tile(IRenderedComponent<FloorPage> page, string state) => page.Find(".tile.st-" + state);

    private protected IRenderedComponent<FloorPage> RenderWith(params AgentSnapshot[] agents)
    {
        Feed.Put(agents);
        return Render<FloorPage>();
    }
}
