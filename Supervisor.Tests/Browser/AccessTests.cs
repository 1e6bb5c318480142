using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Playwright;
using Supervisor.Tests.Localisation;
using Supervisor.Web.Components.Layout;
using static Microsoft.Playwright.Assertions;

namespace Supervisor.Tests.Browser;

/// <summary>One walk over all pages per language: axe in both themes, 320 pixels, wide text spacing, and no text without its translation.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly string[] Plain = ["/account/sign-in", "/setup", "/nowhere", "/account/denied", "/account/refused?reason=NoRole"];

    /// <summary>Pages that are not in the menu.</summary>
    private static readonly string[] Beside = ["/help/codes", "/history/schedules", "/history/agents/demo/1001", "/alerts/rules", "/admin/alert-channels"];

    private readonly RecordingWords _words = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = RunningApp.Start(
            new Dictionary<string, string> { ["Simulator:Enabled"] = "true", ["Simulator:Agents"] = "24" },
            services => services.AddSingleton<IStringLocalizerFactory>(_words));
        await _app.AddUserAsync("ann", "admin", "supervisor", "manager");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("zh-CN", "zh-Hans")]
    public async Task Pages_AllOfThem_AreOpenToEverybody(string locale, string language)
    {
        await using var visitor = await chromium.VisitAsync(_app, locale: locale);
        var page = visitor.Page;
        // a flash is half a second of another colour: it is not what is judged here
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var findings = new List<string>();
        foreach (var address in Plain)
        {
            await page.GotoAsync(address);
            findings.AddRange(await JudgeAsync(visitor, address, language));
        }

        await page.GotoAsync("/account/sign-in?ReturnUrl=/floor");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await page.Locator("#user").FillAsync("ann");
        await page.Locator("#password").FillAsync(RunningApp.Password);
        await page.Locator("button.primary").ClickAsync();
        await page.WaitForURLAsync("**/floor");
        foreach (var address in Menu.Entries.Select(entry => entry.Address).Concat(Beside))
        {
            await page.GotoAsync(address);
            await visitor.LiveAsync();
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            if (address == "/floor") await page.Locator("[data-agent]").First.ClickAsync();
            findings.AddRange(await JudgeAsync(visitor, address, language));
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
        Assert.Empty(_words.Missing);
    }

    [Fact]
    public async Task Keyboard_FirstTab_SkipsToTheContent()
    {
        await using var visitor = await chromium.VisitAsync(_app);
        await visitor.SignInAsync("ann", "/admin/audit");
        await visitor.LiveAsync();
        var page = visitor.Page;
        await page.ReloadAsync();
        await visitor.LiveAsync();
        await page.Locator(".skip").FocusAsync();
        await Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(_app.Address + "/admin/audit#main");
    }

    // the roles and colours of a page are the same in every language; its widths and texts are not
    private static async Task<IEnumerable<string>> JudgeAsync(Visitor visitor, string address, string language)
    {
        var page = visitor.Page;
        var findings = new List<string>();
        if (language == "en")
        {
            findings.AddRange(await visitor.FindingsAsync());
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            findings.AddRange((await visitor.ColourFindingsAsync()).Select(finding => "dark: " + finding));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }

        await page.SetViewportSizeAsync(320, 800);
        if (await IsTooWideAsync(page)) findings.Add("scrolls sideways at 320 px");
        await page.SetViewportSizeAsync(1280, 800);
        var spacing = await page.AddStyleTagAsync(new() { Content = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }" });
        if (await IsTooWideAsync(page)) findings.Add("scrolls sideways with wide text spacing");
        await spacing.EvaluateAsync("style => style.remove()");
        return findings.Select(finding => $"{address} {finding}");
    }

    private static Task<bool> IsTooWideAsync(IPage page) => page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth");
}
