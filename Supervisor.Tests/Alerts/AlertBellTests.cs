using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Support;
using Supervisor.Web.Alerts;
using Supervisor.Web.Features.Alerts;
using Supervisor.Web.Features.Floor;
using Supervisor.Web.Realtime;
using Supervisor.Web.Security;

namespace Supervisor.Tests.Alerts;

/// <summary>What one person has not read: nothing of before they came, and nothing that they have looked at.</summary>
public sealed class AlertBellTests : IAsyncLifetime, IDisposable
{
    private readonly BunitContext _page = new();
    private AlertSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await AlertSite.CreateAsync();
        await _site.AddAsync(AlertSite.Rule(after: 0));
        await _site.StartAsync();
        _page.JSInterop.Mode = JSRuntimeMode.Loose;
        _page.AddAuthorization().SetAuthorized("vic").SetPolicies(Policies.Floor);
        _page.Services.AddLocalization();
        _page.Services.AddSingleton<TimeProvider>(_site.Clock).AddSingleton(_site.Feed).AddSingleton<IFloorFeed>(_site.Floor).AddSingleton<ICommandRights>(new FakeCommandRights());
        _page.Services.AddSingleton(new AlertCommands(_site.Temp.Contexts, _site.Store, new AuditTrail(_site.Temp.Contexts, _site.Clock), _site.Clock));
        _page.Services.AddSingleton(new AlertQueries(_site.Temp.Contexts, _site.Floor, Options.Create(new AlertOptions()), _site.Clock));
        await RaiseAsync(291);
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _site.DisposeAsync();
    }

    public void Dispose() => _page.Dispose();

    [Fact]
    public async Task Count_WhoComesLater_IsNotToldOfWhatWasBefore()
    {
        var bell = _page.Render<AlertBell>();
        Shows(bell, "Alerts: none unread");
        Assert.False(bell.Find("#alert-bell").HasAttribute("data-newest"));

        await RaiseAsync(292);
        Shows(bell, "Alerts: 1 unread");
        Assert.True(bell.Find("#alert-bell").HasAttribute("data-newest"));

        // and goes on being so for the next page of the same person
        Shows(_page.Render<AlertBell>(), "Alerts: 1 unread");
    }

    [Fact]
    public async Task Count_PageOfAlertsIsLookedAt_GoesDownAndWhatComesIsStillTold()
    {
        var bell = _page.Render<AlertBell>();
        Shows(bell, "Alerts: none unread");
        await RaiseAsync(292);
        Shows(bell, "Alerts: 1 unread");

        var page = _page.Render<AlertsPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-alert]").Count));
        Shows(bell, "Alerts: none unread");

        await RaiseAsync(293);
        page.WaitForAssertion(() =>
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(3, page.FindAll("[data-alert]").Count);
        });
        Shows(bell, "Alerts: none unread");
        // sound and notification look at this alone
        var newest = _site.Feed.Current.Newest.Single(alert => alert.Agent.WorkNo == "293").AsksSince.Epoch();
        bell.WaitForAssertion(() => Assert.Equal($"{newest}", bell.Find("#alert-bell").GetAttribute("data-newest")));
    }

    [Fact]
    public async Task Count_OlderPageOrSearch_StaysAsItIs()
    {
        var bell = _page.Render<AlertBell>();
        Shows(bell, "Alerts: none unread");
        _page.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/alerts?q=291");
        var page = _page.Render<AlertsPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-alert]")));
        await RaiseAsync(292);
        Shows(bell, "Alerts: 1 unread");
    }

    private async Task RaiseAsync(int number)
    {
        _site.Clock.Advance(TimeSpan.FromSeconds(10));
        _site.Put(number, AgentState.Rest);
        await Eventually.IsTrueAsync(() => _site.Feed.Current.Newest.Any(alert => alert.Agent.WorkNo == $"{number}"), "the alert is raised");
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>The bell rests between two looks, by the clock of the test.</summary>
    private void Shows(IRenderedComponent<AlertBell> bell, string words) => bell.WaitForAssertion(() =>
    {
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(words, bell.Find(".bell-button .sr").TextContent);
    });
}
