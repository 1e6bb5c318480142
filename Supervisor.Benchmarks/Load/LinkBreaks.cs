using System.Globalization;
using System.Text.Json;
using Supervisor.Tests.Support;

namespace Supervisor.Benchmarks.Load;

/// <summary>
/// What a page of the floor does when its link breaks, in the real times of life: the cable is pulled, the server is killed, the lid of the laptop is closed. While the page says LIVE its news must be
/// young; afterwards it must be live again without a click, and its rows must be the floor's.
/// </summary>
internal static class LinkBreaks
{
    /// <summary>The pause between two looks of the page at its clocks (clock.js): what wakes up shows its last frame until the first one.</summary>
    private const double LongestLook = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(6);

    // At every frame that is drawn, across reloads. Browser and server share a clock, so a beat's age is known without asking the page for it.
    private const string Watch = """
        (() => {
          let oldSince = null;
          const look = () => {
            const link = document.documentElement.dataset.link, beat = document.getElementById('link-beat')?.dataset.now;
            const kept = JSON.parse(sessionStorage.getItem('breaks') ?? '{"changes":[],"old":0}');
            let news = false;
            if (link !== kept.changes.at(-1)?.link) { kept.changes.push({ link, at: Date.now() }); news = true; }
            const old = link === 'live' && Date.now() - beat > 5600;
            oldSince = old ? oldSince ?? Date.now() : null;
            if (old && Date.now() - oldSince >= kept.old) { kept.old = Math.max(1, Date.now() - oldSince); news = true; }
            if (news) sessionStorage.setItem('breaks', JSON.stringify(kept));
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })();
        """;

    public static async Task<bool> RunAsync(int agents, double speed, IReadOnlyList<int> cuts, double lidMinutes)
    {
        await using var site = await Site.StartAsync(agents, speed);
        await using var cable = Cable.To(site.Address);
        await using var eyes = await Eyes.OpenAsync(site, cable.Address, Watch);
        Report.Line($"{agents} agents, speed {speed}; one page in Chromium. Load of the machine at the start: {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
        Report.Line("");
        Report.Line("| what | STALE after | LIVE again, after the end of it | news older than 5.6 s shown as LIVE for | reloaded | rows as the API |");
        Report.Line("|---|---|---|---|---|---|");
        var good = true;
        foreach (var cut in cuts)
        {
            good &= await BreakAsync(site, eyes, $"cable pulled for {cut} s", async () =>
            {
                cable.Pull();
                await Task.Delay(TimeSpan.FromSeconds(cut), TimeProvider.System);
                cable.Plug();
            });
        }

        good &= await BreakAsync(site, eyes, "server killed, started again (ready counts as the end)", async () =>
        {
            await site.KillAsync();
            await site.StartAgainAsync();
        });

        if (lidMinutes > 0)
        {
            good &= await BreakAsync(site, eyes, string.Create(CultureInfo.InvariantCulture, $"lid closed for {lidMinutes} min (processes of the page stopped, cable pulled)"), async () =>
            {
                await using (await Sleep.BeginAsync(eyes.Page.Context.Browser!))
                {
                    cable.Pull();
                    await Task.Delay(TimeSpan.FromMinutes(lidMinutes), TimeProvider.System);
                }

                cable.Plug();
            });
        }

        Report.Line("");
        Report.Line("News: the beat of the server. The page allows itself five seconds, and half a second between two looks at its clocks.");
        return good;
    }

    private static async Task<bool> BreakAsync(Site site, Eyes eyes, string what, Func<Task> happen)
    {
        await Task.Delay(Settle, TimeProvider.System);
        await eyes.Page.EvaluateAsync("sessionStorage.setItem('breaks', '{\"changes\":[],\"old\":0}'); window.sameDocument = true");
        await Task.Delay(Settle, TimeProvider.System);
        var began = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await happen();
        var ended = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var back = await BackAsync(eyes, ended);
        var same = await SameAsync(site, eyes);
        var seen = await SeenAsync(eyes);
        var stale = seen.Changes.FirstOrDefault(change => change.Link == "stale");
        var reloaded = !await eyes.Page.EvaluateAsync<bool>("window.sameDocument === true");
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {(stale is null ? "never" : $"{(stale.At - began) / 1000.0:0.0} s")} | {(back is { } at ? $"{Math.Max(0, at - ended) / 1000.0:0.0} s" : "never")} | {seen.Old} ms | {(reloaded ? "yes" : "no")} | {(same ? "yes" : "no")} |"));
        return back is not null && same && seen.Old <= LongestLook;
    }

    /// <summary>The moment since which the page is live for good; null when it never is.</summary>
    private static async Task<long?> BackAsync(Eyes eyes, long ended)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            if (await TrySeenAsync(eyes) is { Changes: [.., { Link: "live" } last] } && TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - Math.Max(last.At, ended) > 3000) return last.At;
        }

        return null;
    }

    private static async Task<bool> SameAsync(Site site, Eyes eyes)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            var floor = (await site.FloorAsync()).GetProperty("agents").EnumerateArray().ToDictionary(agent => agent.GetProperty("agentId").GetString()!, agent => agent.GetProperty("state").GetString());
            var rows = JsonSerializer.Deserialize<Dictionary<string, string>>(await eyes.Page.EvaluateAsync<string>("""
                JSON.stringify(Object.fromEntries([...document.querySelectorAll('[data-agent]')]
                    .map(row => [row.dataset.agent, [...row.querySelector('.chip').classList].find(name => name.startsWith('st-')).slice(3)])))
                """))!;
            // the floor goes on between the two questions, so it is asked until they agree
            if (rows.Count > 10 && rows.All(row => floor.GetValueOrDefault(row.Key) == row.Value)) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return false;
    }

    /// <summary>Null while the page is being loaded.</summary>
    private static async Task<Breaks?> TrySeenAsync(Eyes eyes)
    {
        try
        {
            return await SeenAsync(eyes);
        }
        catch (Microsoft.Playwright.PlaywrightException)
        {
            return null;
        }
    }

    private static async Task<Breaks> SeenAsync(Eyes eyes) => JsonSerializer.Deserialize<Breaks>(await eyes.Page.EvaluateAsync<string>("sessionStorage.getItem('breaks')"), JsonSerializerOptions.Web)!;

    /// <param name="Changes">Of what the page says of its link.</param>
    /// <param name="Old">Milliseconds: the longest time for which it said LIVE over old news, frame after frame.</param>
    private sealed record Breaks(IReadOnlyList<Change> Changes, double Old);

    private sealed record Change(string? Link, long At);
}
