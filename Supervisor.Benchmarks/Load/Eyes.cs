using System.Text.Json;
using Microsoft.Playwright;

namespace Supervisor.Benchmarks.Load;

/// <summary>A Chromium in front of the floor, and scripts that look at what it shows.</summary>
internal sealed class Eyes : IAsyncDisposable
{
    private const string Scroll = """
        seconds => new Promise(done => {
          const grid = document.getElementById('floor-grid'), box = grid.getBoundingClientRect(), frames = [];
          let last = null, began = null, down = true, looks = 0, blank = 0;
          const frame = at => {
            began ??= at;
            if (last !== null) frames.push(at - last);
            last = at;
            if (grid.scrollTop >= grid.scrollHeight - grid.clientHeight - 1) down = false;
            else if (grid.scrollTop <= 0) down = true;
            if (frames.length % 6 === 0) {
              looks++;
              if (!document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest('[data-agent]')) blank++;
            }
            grid.scrollTop += down ? 40 : -40;
            if (at - began < seconds * 1000) requestAnimationFrame(frame);
            else done(JSON.stringify({ frames, looks, blank }));
          };
          requestAnimationFrame(frame);
        })
        """;

    // A task that is posted inside a frame runs after that frame was painted. Server and browser are on one machine, so Date.now() is the server's time too.
    // A row keeps its agent, so a new time of receipt in it is a new event of that agent.
    private const string Watch = """
        () => {
          const seen = new Map(), painted = [];
          const clocks = window.clocks = { painted, clocksRead: 0, clockBehind: 0, clockAhead: 0 };
          let waiting = [];
          const channel = new MessageChannel();
          channel.port1.onmessage = () => { const now = Date.now(); painted.push(...waiting.map(received => now - received)); waiting = []; };
          const look = row => {
            const agent = row.dataset.agent, received = +row.dataset.receivedAt, last = seen.get(agent);
            if (last !== undefined && received > last) {
              if (waiting.push(received) === 1) requestAnimationFrame(() => channel.port2.postMessage(null));
            }
            seen.set(agent, received);
          };
          document.querySelectorAll('[data-received-at]').forEach(look);
          new MutationObserver(changes => changes.forEach(change => look(change.target)))
            .observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-received-at'] });
          setInterval(() => {
            const now = Date.now();
            for (const timer of document.querySelectorAll('#floor-grid .timer[data-since]')) {
              const shown = timer.textContent.split(':').reduce((sum, part) => sum * 60 + +part, 0) * 1000, lasted = Math.max(0, now - timer.dataset.since);
              clocks.clocksRead++;
              clocks.clockBehind = Math.max(clocks.clockBehind, lasted - shown - 999);
              clocks.clockAhead = Math.max(clocks.clockAhead, shown - lasted);
            }
          }, 250);
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private long _frameBytes;

    private Eyes(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, _page) = (playwright, browser, page);

    /// <summary>Bytes of the circuit's messages so far, before compression.</summary>
    public long FrameBytes => Interlocked.Read(ref _frameBytes);

    /// <summary>Signs in as the first administrator and opens the floor.</summary>
    /// <param name="site">Where.</param>
    /// <param name="through">The address by which the browser reaches the app.</param>
    /// <param name="script">For every page, before its own scripts; or null.</param>
    public static async Task<Eyes> OpenAsync(Site site, Uri through, string? script = null)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 } });
        if (script is not null) await page.AddInitScriptAsync(script);
        var eyes = new Eyes(playwright, browser, page);
        await eyes.CountFramesAsync();
        await page.GotoAsync(new Uri(through, new Uri(site.SetupLink).PathAndQuery).ToString());
        await page.FillAsync("#field-name", Site.User);
        await page.FillAsync("#field-password", Site.Password);
        await page.FillAsync("#field-repeated", Site.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
        await eyes.GoAsync(new Uri(through, "floor"));
        return eyes;
    }

    public IPage Page => _page;

    /// <summary>Down and up again, a step at every frame.</summary>
    public async Task<Smoothness> ScrollAsync(TimeSpan duration) => JsonSerializer.Deserialize<Smoothness>(await _page.EvaluateAsync<string>(Scroll, duration.TotalSeconds), JsonSerializerOptions.Web)!;

    /// <summary>To another address, until there are rows.</summary>
    public async Task GoAsync(Uri address)
    {
        await _page.GotoAsync(address.ToString());
        await _page.Locator("[data-received-at]").First.WaitForAsync();
    }

    /// <summary>Begins to look.</summary>
    public Task WatchAsync() => _page.EvaluateAsync(Watch);

    /// <summary>What was seen since <see cref="WatchAsync"/>.</summary>
    public async Task<Sightings> SeenAsync() => JsonSerializer.Deserialize<Sightings>(
        await _page.EvaluateAsync<string>("JSON.stringify({ ...window.clocks, chip: document.getElementById('link-chip').innerText.trim() })"), JsonSerializerOptions.Web)!;

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task CountFramesAsync()
    {
        var session = await _page.Context.NewCDPSessionAsync(_page);
        session.Event("Network.webSocketFrameReceived").OnEvent += (_, frame) =>
        {
            var response = frame!.Value.GetProperty("response");
            var payload = response.GetProperty("payloadData").GetString()!.Length;
            Interlocked.Add(ref _frameBytes, response.GetProperty("opcode").GetInt32() == 2 ? payload * 3L / 4 : payload);
        };
        await session.SendAsync("Network.enable");
    }
}
