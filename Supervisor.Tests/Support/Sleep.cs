using System.Diagnostics;
using Microsoft.Playwright;

namespace Supervisor.Tests.Support;

/// <summary>
/// Puts the pages of a browser to sleep, as a laptop with its lid closed does: their processes are stopped where they stand, and no event tells them.
/// Chromium without a screen does not freeze a page that it is asked to freeze (Page.setWebLifecycleState).
/// </summary>
internal sealed class Sleep : IAsyncDisposable
{
    private readonly List<int> _processes;

    private Sleep(List<int> processes) => _processes = processes;

    /// <summary>All pages of the browser sleep until this is disposed.</summary>
    public static async Task<Sleep> BeginAsync(IBrowser browser)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var processes = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray()
            .Where(process => process.GetProperty("type").GetString() == "renderer")
            .Select(process => process.GetProperty("id").GetInt32()).ToList();
        await session.DetachAsync();
        var sleep = new Sleep(processes);
        await sleep.SignalAsync("-STOP");
        return sleep;
    }

    public async ValueTask DisposeAsync() => await SignalAsync("-CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, .. _processes.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }
}
