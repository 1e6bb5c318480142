using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Components;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

/// <summary>A page that was closed leaves nothing behind in the server, or a day of opening and closing would fill it.</summary>
[Collection(BrowserTests.Name)]
public sealed class CircuitLeakTests(Chromium chromium)
{
    [Fact]
    public async Task Floor_OpenedWithTheDrawerAndClosed_NothingHoldsItsCircuit()
    {
        var (feed, opened) = (new FakeFloorFeed(), new Opened());
        // a call that the browser was left before it answered is remembered until its deadline, a minute by default
        await using var app = Start(feed, opened, TimeSpan.FromSeconds(3));
        await app.AddUserAsync("sue", "supervisor");
        feed.Put(People.Crowd(60, TimeProvider.System.GetUtcNow()));
        var (count, readers) = (app.Services.GetRequiredService<CircuitCount>(), feed.Readers);
        for (var i = 0; i < 3; i++)
        {
            await using var visitor = await chromium.VisitAsync(app);
            await visitor.SignInAsync("sue", "/floor");
            await visitor.LiveAsync();
            await visitor.Page.Locator("[data-agent]").First.ClickAsync();
            await Expect(visitor.Page.Locator("#drawer-title")).ToBeVisibleAsync();
            feed.Put(People.Agent(9000 + i, AgentState.Ringing, TimeProvider.System.GetUtcNow()));
            await visitor.Page.GotoAsync("about:blank");
            await Eventually.IsTrueAsync(() => count.Kept == 0, "the circuit closed");
        }

        Assert.True(opened.Count >= 3);
        Assert.Equal((0, readers), (count.Connected, feed.Readers));
        await Eventually.IsTrueAsync(() => opened.Alive() == 0, "every circuit collected");
    }

    /// <summary>A call that nobody answers any more has a minute by default: a page that waited for it kept its circuit, and the app from stopping.</summary>
    [Fact]
    public async Task Pages_LeftWhileTheyAskTheBrowser_GoAtOnce()
    {
        var (feed, opened) = (new FakeFloorFeed(), new Opened());
        await using var app = Start(feed, opened, TimeSpan.FromMinutes(1));
        await app.AddUserAsync("ann", "admin", "supervisor", "manager");
        await using var visitor = await chromium.VisitAsync(app);
        await visitor.SignInAsync("ann", "/floor");
        await visitor.LiveAsync();
        var page = visitor.Page;
        // the browser never answers which zone it is in
        await page.AddInitScriptAsync("const ask = () => { if (window.supervisor?.timeZone) window.supervisor.timeZone = () => new Promise(() => { window.asked = true; }); else setTimeout(ask, 1); }; ask();");
        foreach (var address in (string[])["/admin/audit", "/history", "/history/statistics", "/history/floor"])
        {
            await page.GotoAsync(address);
            while (!await page.EvaluateAsync<bool>("window.asked === true")) await page.EvaluateAsync("new Promise(requestAnimationFrame)");
            await page.GotoAsync("about:blank");
            await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<CircuitCount>().Kept == 0, $"the circuit of {address} closed");
        }
    }

    private static RunningApp Start(FakeFloorFeed feed, Opened opened, TimeSpan callDeadline) => RunningApp.Start(services: services =>
        services.Configure<CircuitOptions>(options => options.JSInteropDefaultCallTimeout = callDeadline)
            .AddSingleton<IFloorFeed>(feed).AddSingleton<ISessionPool>(new FakeSessionPool()).AddSingleton(opened).AddScoped<CircuitHandler, Witness>());

    /// <summary>Made once for each circuit, and held by its services: whatever holds a component of the circuit holds it too.</summary>
    private sealed class Witness : CircuitHandler
    {
        public Witness(Opened opened) => opened.Add(this);
    }

    private sealed class Opened
    {
        private readonly List<WeakReference> _circuits = [];

        public int Count
        {
            get
            {
                lock (_circuits) return _circuits.Count;
            }
        }

        public void Add(Witness circuit)
        {
            lock (_circuits) _circuits.Add(new WeakReference(circuit));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public int Alive()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            lock (_circuits) return _circuits.Count(circuit => circuit.IsAlive);
        }
    }
}
