using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class FloorPageTests(Chromium chromium) : IAsyncLifetime
{
    private readonly FakeFloorFeed _feed = new();
    private RunningApp _app = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()));
        await _app.AddUserAsync("sue", "supervisor");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Floor_AgentChanges_RowChangesWithoutReload()
    {
        _feed.Put(People.Crowd(60, Now));
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue", "/floor");
        await visitor.LiveAsync();
        await visitor.Page.EvaluateAsync("window.sameDocument = true");

        _feed.Put(People.Agent(9001, AgentState.Ringing, Now, "Newly Come"));
        var row = visitor.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Newly Come" });
        await visitor.Page.GetByRole(AriaRole.Searchbox).FillAsync("newly");
        await Expect(row).ToContainTextAsync("Ringing");
        _feed.Put(People.Agent(9001, AgentState.Talking, Now, "Newly Come"));
        await Expect(row).ToContainTextAsync("Talking");

        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument"));
        await Expect(visitor.Page).ToHaveURLAsync(_app.Address + "/floor?q=newly");
        await visitor.AssertCleanAsync();
    }
}
