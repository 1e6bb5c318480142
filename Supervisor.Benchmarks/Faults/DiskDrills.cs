using Supervisor.Benchmarks.Load;

namespace Supervisor.Benchmarks.Faults;

/// <summary>A disk that is full, for real: a small file system in memory. Needs root.</summary>
internal static class DiskDrills
{
    private const string TemporaryFiles = "TMPDIR";

    public static async Task<(bool, string)> FullAsync(int agents)
    {
        var mount = Directory.CreateTempSubdirectory("supervisor-disk-");
        await Shell.RunAsync("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", mount.FullName);
        var before = Environment.GetEnvironmentVariable(TemporaryFiles);
        Environment.SetEnvironmentVariable(TemporaryFiles, mount.FullName);
        try
        {
            await using var site = await Site.StartAsync(agents, speed: 20);
            Environment.SetEnvironmentVariable(TemporaryFiles, before);
            var filler = Path.Combine(mount.FullName, "filler");
            Fill(filler);
            var told = await Probe.UntilAsync(async () => (await Probe.CheckAsync(site, "history")).Level == "bad", TimeSpan.FromSeconds(90));
            var (_, says) = await Probe.CheckAsync(site, "history");
            var revision = await Probe.FigureAsync(site, "supervisor_floor_revision_total");
            var moves = await Probe.UntilAsync(async () => await Probe.FigureAsync(site, "supervisor_floor_revision_total") > revision + 20, TimeSpan.FromSeconds(30));
            var live = await Probe.SessionsAsync(site, "live");
            File.Delete(filler);
            var resumed = await Probe.UntilAsync(async () => (await Probe.CheckAsync(site, "history")).Level == "good" && await Probe.FigureAsync(site, "supervisor_history_queued") < 1_000, TimeSpan.FromSeconds(60));
            var lost = await Probe.FigureAsync(site, "supervisor_history_lost_total");
            return (told && moves && live == agents && resumed && lost == 0, $"/readyz: \"{says}\"; floor {(moves ? "moves" : "STANDS")}, {live} of {agents} live; freed: {(resumed ? "writing goes on" : "NOT written")}, {lost} events lost");
        }
        finally
        {
            Environment.SetEnvironmentVariable(TemporaryFiles, before);
            await Shell.RunAsync("umount", "-l", mount.FullName);
            mount.Delete();
        }
    }

    private static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.Create);
        var block = new byte[64 * 1024];
        try
        {
            while (true) filler.Write(block);
        }
        catch (IOException)
        {
            // full
        }
    }
}
