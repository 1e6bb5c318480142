using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Supervisor.Tests.Browser;

/// <summary>Somebody in front of a browser. Whatever the console calls an error is collected.</summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    /// <summary>axe leaves this one out by itself, being new in WCAG 2.2.</summary>
    private const string EveryRule = """{ "rules": { "target-size": { "enabled": true } } }""";

    private const string Colours = """{ "runOnly": ["color-contrast", "link-in-text-block"] }""";

    /// <summary>In the page itself, which has no frames: the runner of Deque.AxeCore.Playwright opens an empty page for each look, and takes half as long again.</summary>
    private const string Judge = """
        async rules => (await axe.run(document, { ...JSON.parse(rules), resultTypes: ["violations"], preload: false })).violations
            .map(rule => `${rule.impact} ${rule.id}: ${rule.help} | ` + rule.nodes.slice(0, 3).map(node => `${node.html} ${node.any.map(check => check.message).join(" ")}`).join(" | "))
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly string _rules;
    private readonly List<string> _errors = [];

    /// <summary>Roles and names of a page are the same in both themes: in the dark one, its colours are judged.</summary>
    public Visitor(IPage page, ColorScheme scheme)
    {
        Page = page;
        _rules = scheme == ColorScheme.Dark ? Colours : EveryRule;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Note(message.Text + " " + message.Location);
        };
        page.PageError += (_, error) => Note(error);
    }

    public IPage Page { get; }

    /// <summary>What the console called an error so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors) return [.. _errors];
        }
    }

    /// <summary>Signs in through the page and ends on <paramref name="path"/>.</summary>
    public async Task SignInAsync(string name, string path = "/", string password = RunningApp.Password)
    {
        await Page.GotoAsync("/account/sign-in?ReturnUrl=" + Uri.EscapeDataString(path));
        await Page.GetByLabel("User name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Waits until the circuit of the page is up: before that, clicks go nowhere.</summary>
    public Task LiveAsync() => Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-link", "live");

    /// <summary>Chooses a CSV file where the page asks for one. Not before Blazor listens to that: a person takes longer to find a file, and what is chosen earlier is heard by nobody.</summary>
    public async Task ChooseFileAsync(string content)
    {
        var input = Page.Locator("input[type=file]");
        await Assertions.Expect(input).ToHaveJSPropertyAsync("_blazorInputFileNextFileId", 0);
        await input.SetInputFilesAsync(new FilePayload { Name = "agents.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });
    }

    /// <summary>Fails on every finding of axe, of whatever level, and on every error in the console.</summary>
    public async Task AssertCleanAsync()
    {
        // the start page goes on to another one: on the way there is neither
        await Assertions.Expect(Page).ToHaveTitleAsync(Something());
        await Assertions.Expect(Page.Locator("h1").First).ToBeAttachedAsync();
        var findings = await FindingsAsync();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
        Assert.Empty(Errors);
    }

    /// <summary>What axe finds on the page as it is, of whatever level.</summary>
    public Task<IReadOnlyList<string>> FindingsAsync() => FindingsAsync(_rules);

    /// <summary>What axe finds wrong with its colours.</summary>
    public Task<IReadOnlyList<string>> ColourFindingsAsync() => FindingsAsync(Colours);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    [GeneratedRegex(".")]
    private static partial Regex Something();

    private async Task<IReadOnlyList<string>> FindingsAsync(string rules)
    {
        if (!await Page.EvaluateAsync<bool>("'axe' in window")) await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(Judge, rules);
    }

    private void Note(string error)
    {
        lock (_errors) _errors.Add(error);
    }
}
