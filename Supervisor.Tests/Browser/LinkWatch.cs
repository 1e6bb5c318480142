using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Supervisor.Tests.Browser;

/// <summary>
/// Looks at a page at every frame that it draws, also across reloads, as a person does who never looks away: what the page says of its link, and what it says of one agent.
/// </summary>
internal static class LinkWatch
{
    // Date.now() counts while a machine sleeps, performance.now() may not: while 'sleeping' is set it stands still, as on a laptop with its lid closed.
    private const string Script = """
        (() => {
          const real = performance.now.bind(performance), kept = () => JSON.parse(sessionStorage.getItem('seen') ?? '[]');
          let slept = 0, fellAsleep = null;
          performance.now = () => (fellAsleep ?? real()) - slept;
          window.fallAsleep = () => { fellAsleep = real(); };
          document.addEventListener('resume', () => { if (fellAsleep !== null) slept += real() - fellAsleep; fellAsleep = null; });
          let last = kept().at(-1), oldSince = null;
          const look = () => {
            const agent = sessionStorage.getItem('watched'), row = agent && document.querySelector(`[data-agent="${agent}"]`);
            const now = {
              link: document.documentElement.dataset.link ?? '', word: document.querySelector('.link-word')?.textContent.replace(/ [0-9]+ s$/, '') ?? '',
              state: row?.querySelector('.chip')?.textContent ?? '',
            };
            if (agent && (now.link !== last?.link || now.word !== last.word || now.state !== last.state)) {
              last = now;
              sessionStorage.setItem('seen', JSON.stringify([...kept(), { ...now, at: Date.now() }]));
            }
            // browser and server share a clock here, so the age of the news is known without asking the page for it
            const old = now.link === 'live' && Date.now() - document.getElementById('link-beat')?.dataset.now > 5600;
            oldSince = old ? oldSince ?? Date.now() : null;
            if (old) sessionStorage.setItem('old', String(Math.max(Number(sessionStorage.getItem('old')), Date.now() - oldSince)));
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })();
        """;

    /// <summary>Milliseconds between two looks of the page at its clocks (clock.js): what wakes up shows its last frame until the first one.</summary>
    private const int LongestLook = 500;

    /// <summary>Call it before the first page.</summary>
    public static Task InstallAsync(IPage page) => page.AddInitScriptAsync(Script);

    /// <summary>From now on this agent is looked at.</summary>
    public static Task FollowAsync(IPage page, string agent) =>
        page.EvaluateAsync("agent => { sessionStorage.setItem('seen', '[]'); sessionStorage.setItem('watched', agent); }", agent);

    /// <summary>What was seen, from the beginning; one entry wherever something changed.</summary>
    public static async Task<IReadOnlyList<Sight>> SeenAsync(IPage page) =>
        JsonSerializer.Deserialize<List<Sight>>(await page.EvaluateAsync<string>("sessionStorage.getItem('seen')"), JsonSerializerOptions.Web)!;

    /// <summary>Fails when the page has shown <paramref name="old"/> as live after it had once said that it is not live, or has said it in two ways at once.</summary>
    public static async Task AssertNeverOldAsLiveAsync(IPage page, string old)
    {
        var seen = await SeenAsync(page);
        var broken = seen.SkipWhile(sight => sight.Link != "stale").ToList();
        Assert.True(broken.Count > 0, "never said that it is not live: " + Words(seen));
        Assert.True(broken.All(sight => sight.Link != "live" || sight.State != old), Words(seen));
        var milliseconds = await page.EvaluateAsync<int>("Number(sessionStorage.getItem('old'))");
        Assert.True(milliseconds <= LongestLook, $"news of more than five seconds ago stood under LIVE for {milliseconds} ms");
        Assert.True(seen.All(sight => sight.Word.StartsWith("LIVE", StringComparison.Ordinal) == (sight.Link == "live")), Words(seen));
    }

    /// <summary>States by agent, as the rows of the page say them now.</summary>
    public static async Task<Dictionary<string, string>> DrawnAsync(IPage page) => JsonSerializer.Deserialize<Dictionary<string, string>>(await page.EvaluateAsync<string>("""
        JSON.stringify(Object.fromEntries([...document.querySelectorAll('[data-agent]')]
            .map(row => [row.dataset.agent, [...row.querySelector('.chip').classList].find(name => name.startsWith('st-')).slice(3)])))
        """))!;

    private static string Words(IEnumerable<Sight> seen) =>
        string.Join("; ", seen.Select(sight => string.Create(CultureInfo.InvariantCulture, $"{sight.At % 100_000} {sight.Link} '{sight.Word}' {sight.State}")));

    /// <param name="Link">What the styles go by.</param>
    /// <param name="Word">What the chip says, without the age.</param>
    /// <param name="State">Of the agent; empty where its row is not there.</param>
    /// <param name="At">Browser's time, Unix milliseconds.</param>
    internal sealed record Sight(string Link, string Word, string State, long At);
}
