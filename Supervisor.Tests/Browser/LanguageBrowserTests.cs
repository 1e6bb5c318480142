using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Domain.Agents;
using Supervisor.Tests.Floor;
using Supervisor.Tests.Support;
using Supervisor.Web.Persistence.Entities;
using Supervisor.Web.Realtime;
using Supervisor.Web.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class LanguageBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private readonly FakeFloorFeed _feed = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = RunningApp.Start(services: services => services.AddSingleton<IFloorFeed>(_feed).AddSingleton<ISessionPool>(new FakeSessionPool()));
        await _app.AddUserAsync("sue", "supervisor", "manager");
        _feed.Put(People.Crowd(60, TimeProvider.System.GetUtcNow()));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Language_Chosen_PageComesBackInItAndSoDoesTheNextBrowser()
    {
        await using (var visitor = await chromium.VisitAsync(_app))
        {
            var page = visitor.Page;
            await visitor.SignInAsync("sue", "/floor?state=talking");
            await visitor.LiveAsync();
            await Expect(page.Locator("[data-tile='3']")).ToContainTextAsync("Talking");
            await page.GetByRole(AriaRole.Searchbox).FillAsync("a");
            await Expect(page).ToHaveURLAsync(_app.Address + "/floor?state=talking&q=a");

            await page.GetByRole(AriaRole.Button, new() { Name = "简体中文" }).ClickAsync();
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
            await Expect(page).ToHaveURLAsync(_app.Address + "/floor?state=talking&q=a"); // the filter that the page itself has put there
            await visitor.LiveAsync();
            await Expect(page.Locator("[data-tile='3']")).ToContainTextAsync("通话"); // out of the circuit
            _feed.Put(People.Agent(9001, AgentState.Talking, TimeProvider.System.GetUtcNow(), "Late Comer"));
            await Expect(page.Locator("[data-agent='9001'] .chip")).ToHaveTextAsync("通话"); // rendered by a later change
            await visitor.AssertCleanAsync();
        }

        await using var other = await chromium.VisitAsync(_app);
        await other.SignInAsync("sue", "/floor");
        await Expect(other.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(other.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Equal("en", await StoredLanguageAsync());
    }

    [Fact]
    public async Task Language_BeforeTheSignIn_CanBeChosenToo()
    {
        await using var visitor = await chromium.VisitAsync(_app, locale: "zh-CN");
        var page = visitor.Page;
        await page.GotoAsync("/account/sign-in?ReturnUrl=%2Ffloor");
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("登录");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Sign in");
        await Expect(page).ToHaveURLAsync(_app.Address + "/account/sign-in?ReturnUrl=%2Ffloor");
    }

    [Theory]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example/", "/")]
    [InlineData("/history?text=a", "/history?text=a")]
    public async Task Language_ReturnAddress_IsOneOfOurs(string wished, string expected)
    {
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.Page.GotoAsync("/account/sign-in");
        var token = await visitor.Page.Locator(".language-switch [name=__RequestVerificationToken]").InputValueAsync();
        var form = visitor.Page.APIRequest.CreateFormData();
        form.Set("language", "zh-Hans");
        form.Set("returnUrl", wished);
        form.Set("__RequestVerificationToken", token);
        var answer = await visitor.Page.APIRequest.PostAsync("/account/language", new() { Form = form, MaxRedirects = 0 });
        Assert.Equal((int)HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(expected, answer.Headers["location"]);
    }

    [Fact]
    public async Task Language_PostedWithoutOurForm_IsRefused()
    {
        await using var visitor = await chromium.VisitAsync(_app);
        var form = visitor.Page.APIRequest.CreateFormData();
        form.Set("language", "zh-Hans");
        var answer = await visitor.Page.APIRequest.PostAsync(_app.Address + "/account/language", new() { Form = form, MaxRedirects = 0 });
        Assert.InRange(answer.Status, 400, 599);
        Assert.DoesNotContain("set-cookie", answer.Headers.Keys);
    }

    private async Task<string?> StoredLanguageAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<SupervisorUser>>().FindByNameAsync("sue"))!.Language;
    }
}
