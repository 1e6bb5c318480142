using Microsoft.Playwright;

namespace Supervisor.Tests.Browser;

/// <summary>One browser for all browser tests; every page comes from a context of its own, so that no cookie leaks from test to test.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // the shell has no windows of its own, and shows a page in three quarters of the time
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    // of whatever is waited for, in milliseconds: machines are shared
    private const float Deadline = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Deadline);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no Chromium: ./test installs it."),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh context with one page.</summary>
    internal Task<Visitor> VisitAsync(RunningApp app, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 800, string? timeZone = null, string locale = "en-GB") =>
        VisitAsync(new Uri(app.Address), scheme, width, height, timeZone, locale);

    /// <summary>The same for an app that is reached in another way: through a cable, or in a process of its own.</summary>
    internal async Task<Visitor> VisitAsync(Uri app, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 800, string? timeZone = null, string locale = "en-GB")
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = app.ToString(),
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            TimezoneId = timeZone,
        });
        context.SetDefaultTimeout(Deadline);
        return new Visitor(await context.NewPageAsync(), scheme);
    }
}

/// <summary>
/// Put <c>[Collection(BrowserTests.Name)]</c> on a class of browser tests and take <see cref="Chromium"/> in its constructor. The classes of one collection run one after the other, each collection with a
/// browser of its own: those of the folder Browser are here, those of the features in <see cref="FeatureBrowserTests"/>.
/// </summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}

/// <inheritdoc cref="BrowserTests" />
[CollectionDefinition(Name)]
public sealed class FeatureBrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser, features";
}
