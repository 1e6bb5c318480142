using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class ShellTests(Chromium chromium) : IAsyncLifetime
{
    /// <summary>The same for a wrong password, an unknown name, a disabled and a locked account.</summary>
    private const string Refusal = "User name or password is wrong, or the account is locked for a few minutes after too many tries.";

    private RunningApp _app = null!;

    public Task InitializeAsync()
    {
        _app = RunningApp.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task SignIn_WrongThenRight_EndsOnTheFloorAndOutAgain()
    {
        await _app.AddUserAsync("sue", "supervisor");
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue", password: "wrong");
        await Expect(visitor.Page.GetByRole(AriaRole.Alert).First).ToHaveTextAsync(Refusal);
        await visitor.AssertCleanAsync();

        await visitor.SignInAsync("sue");
        await Expect(visitor.Page).ToHaveURLAsync(_app.Address + "/floor");
        await visitor.LiveAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task SignIn_DisabledUser_RefusedLikeAWrongPassword()
    {
        await _app.AddUserAsync("sue", "supervisor");
        await _app.ChangeUserAsync("sue", user => user.Enabled = false);
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue");
        await Expect(visitor.Page.Locator("#sign-in-error")).ToHaveTextAsync(Refusal);
    }

    [Fact]
    public async Task SignIn_Locked_RefusedLikeAWrongPassword()
    {
        await _app.AddUserAsync("sue", "supervisor");
        await using var visitor = await chromium.VisitAsync(_app);
        for (var i = 0; i < 5; i++) await visitor.SignInAsync("sue", password: "wrong");
        await visitor.SignInAsync("sue");
        await Expect(visitor.Page.Locator("#sign-in-error")).ToHaveTextAsync(Refusal);
    }

    [Fact]
    public async Task SignIn_ReturnUrlElsewhere_StaysHere()
    {
        await _app.AddUserAsync("sue", "supervisor");
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue", "//example.org/");
        await Expect(visitor.Page).ToHaveURLAsync(_app.Address + "/floor");
    }

    [Theory]
    [InlineData("supervisor", "Floor,Alerts,Sessions,Limits,Wallboards")]
    [InlineData("viewer", "Floor,Alerts,Sessions")]
    [InlineData("viewer manager", "Floor,Alerts,Sessions,History,Timeline,Statistics")]
    [InlineData("admin", "Floor,Alerts,Sessions,Limits,Wallboards,Agents,Gateways,Users,Tokens,Storage,Audit")]
    public async Task Menu_Roles_ShowTheirOwnEntriesOnly(string role, string entries)
    {
        await _app.AddUserAsync("pat", role.Split(' '));
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("pat", "/floor");
        await Expect(visitor.Page.Locator(".bar nav a")).ToHaveTextAsync(entries.Split(','));
    }

    [Fact]
    public async Task Home_NoRole_SaysSo()
    {
        await _app.AddUserAsync("pat");
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("pat");
        await Expect(visitor.Page.GetByText("Your account has no role yet")).ToBeVisibleAsync();
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Theme_Chosen_ChangesAtOnceAndIsThereBeforeScriptsRun()
    {
        await _app.AddUserAsync("sue", "supervisor");
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue");
        await visitor.LiveAsync();
        var page = visitor.Page;
        var light = await BackgroundAsync(page);
        await page.GetByLabel("Theme").SelectOptionAsync("dark");
        Assert.NotEqual(light, await BackgroundAsync(page));

        var answer = await page.Context.APIRequest.GetAsync(_app.Address + "/floor");
        Assert.Contains("data-theme=\"dark\"", await answer.TextAsync(), StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Theme")).ToHaveValueAsync("dark");
        Assert.NotEqual(light, await BackgroundAsync(page));
        await visitor.LiveAsync();
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Menu_NarrowWindow_OpensByButton()
    {
        await _app.AddUserAsync("sue", "supervisor");
        await using var visitor = await chromium.VisitAsync(_app, width: 320);
        await visitor.SignInAsync("sue");
        var link = visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Floor" });
        await Expect(link).ToBeHiddenAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await Expect(link).ToBeVisibleAsync();
        await visitor.AssertCleanAsync();
    }

    [Fact]
    public async Task Link_CircuitGone_ChipSaysStale()
    {
        await _app.AddUserAsync("sue", "supervisor");
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("sue");
        await visitor.LiveAsync();
        await _app.DisposeAsync();
        await Expect(visitor.Page.Locator("#link-chip")).ToContainTextAsync("STALE");
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
