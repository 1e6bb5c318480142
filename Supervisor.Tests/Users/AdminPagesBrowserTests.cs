using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Supervisor.Tests.Browser;
using Supervisor.Tests.Security;
using Supervisor.Web.Features.Gateways;
using Supervisor.Web.Features.Setup;
using Supervisor.Web.Features.Users;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Users;

[Collection(FeatureBrowserTests.Name)]
public sealed class AdminPagesBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private RunningApp _app = null!;

    // where somebody wants to look at the pages: a directory for the pictures
    private static string? Pictures => Environment.GetEnvironmentVariable("SUPERVISOR_PICTURES");

    public Task InitializeAsync()
    {
        _app = RunningApp.Start(new Dictionary<string, string> { ["Simulator:Enabled"] = "true", ["Simulator:Agents"] = "5", ["Security:RevalidateSeconds"] = "1" });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Times_OfAPersonInAnotherZone_AreThatPersons()
    {
        await _app.AddUserAsync("ann", "admin");
        await using var visitor = await chromium.VisitAsync(_app, timeZone: "Asia/Shanghai");
        await visitor.SignInAsync("ann", "/admin/audit");
        await Expect(visitor.Page.Locator("tbody tr").First).ToContainTextAsync("+08:00");
        await visitor.AssertCleanAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task OwnPassword_Changed_OpensFromThenOnAndThisBrowserGoesOn(ColorScheme scheme)
    {
        await _app.AddUserAsync("vic", "viewer");
        await using var visitor = await chromium.VisitAsync(_app, scheme);
        var page = visitor.Page;
        await visitor.SignInAsync("vic", "/floor");
        await page.GetByRole(AriaRole.Link, new() { Name = "vic", Exact = true }).ClickAsync();
        await page.GetByLabel("Current password").FillAsync("not this one");
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("another long password");
        await page.GetByLabel("New password once more").FillAsync("another long password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(page.GetByText("This is not the password")).ToBeVisibleAsync();
        await LookAsync(visitor, $"own-password-{scheme}");

        await page.GetByLabel("Current password").FillAsync(RunningApp.Password);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync("another long password");
        await page.GetByLabel("New password once more").FillAsync("another long password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(page.GetByText("Your password is changed.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await Expect(page.Locator("#floor-grid")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task AdminPages_EachTheme_AreCleanForAxe(ColorScheme scheme)
    {
        await _app.AddUserAsync("ann", "admin");
        await _app.Services.GetRequiredService<GatewayCommands>().AddAsync(
            new GatewayForm { Name = "test-lab", BaseUrl = "https://127.0.0.1:9/agentgateway/resource/", AllowInvalidCertificate = true }, PeopleFixture.Admin, default);
        await using var visitor = await chromium.VisitAsync(_app, scheme);
        await visitor.SignInAsync("ann", "/admin/agents");
        await visitor.LiveAsync();
        await Expect(visitor.Page.Locator("td[data-session]").First).ToContainTextAsync("Live since");
        await LookAsync(visitor, $"agents-{scheme}");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add agent" }).ClickAsync();
        await visitor.Page.GetByText("Advanced").ClickAsync();
        await LookAsync(visitor, $"agent-add-{scheme}");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Import CSV" }).ClickAsync();
        await visitor.ChooseFileAsync("agentId,phoneNumber\n5,1\n102,\n");
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("2 errors");
        await LookAsync(visitor, $"import-{scheme}");

        foreach (var (path, words) in new[] { ("gateways", "test-lab"), ("users", "ann"), ("tokens", "no tokens"), ("audit", "gateway.add") })
        {
            await visitor.Page.GotoAsync($"/admin/{path}");
            await Expect(visitor.Page.Locator("main")).ToContainTextAsync(words);
            await LookAsync(visitor, $"{path}-{scheme}");
        }

        await visitor.Page.GotoAsync("/admin/users");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        await LookAsync(visitor, $"user-add-{scheme}");
    }

    [Fact]
    public async Task Setup_GoodLink_MakesTheFirstAdminAndSignsIn()
    {
        var key = await _app.Services.GetRequiredService<FirstAdmin>().NewKeyAsync(default);
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.Page.GotoAsync($"/setup?key={key}");
        await LookAsync(visitor, "setup");
        await visitor.Page.GetByLabel("Name").FillAsync("ann");
        await visitor.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(RunningApp.Password);
        await visitor.Page.GetByLabel("Password again").FillAsync("not the same!");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Make administrator" }).ClickAsync();
        await Expect(visitor.Page.GetByText("The two passwords are not the same.")).ToBeVisibleAsync();

        await visitor.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(RunningApp.Password);
        await visitor.Page.GetByLabel("Password again").FillAsync(RunningApp.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Make administrator" }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/admin/users");
        await Expect(visitor.Page.Locator("tbody")).ToContainTextAsync("ann");
        await visitor.Page.GotoAsync($"/setup?key={key}");
        await Expect(visitor.Page.GetByText("This link does not work any more")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task OpenPage_UserDisabled_IsLeft()
    {
        await _app.AddUserAsync("ann", "admin");
        await _app.AddUserAsync("bob", "admin");
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("bob", "/admin/users");
        await visitor.LiveAsync();

        await _app.Services.GetRequiredService<UserCommands>().SetEnabledAsync("bob", false, PeopleFixture.Admin, default);

        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/sign-in"));
    }

    [Fact]
    public async Task OpenPage_SignedOutInAnotherTab_IsLeft()
    {
        await _app.AddUserAsync("bob", "admin");
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("bob", "/admin/users");
        await visitor.LiveAsync();
        var tab = await visitor.Page.Context.NewPageAsync();
        await tab.GotoAsync("/admin/users");

        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

        foreach (var page in (IPage[])[visitor.Page, tab]) await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/sign-in"));
        Assert.DoesNotContain(await tab.Context.CookiesAsync(), cookie => cookie.Name.StartsWith(".AspNetCore.Identity", StringComparison.Ordinal));
    }

    private static async Task LookAsync(Visitor visitor, string name)
    {
        if (Pictures is { } directory) await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
        await visitor.AssertCleanAsync();
    }
}
