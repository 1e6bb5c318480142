using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Supervisor.Web.Cli;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.Persistence;

public sealed class StoreBackupTests
{
    [Fact]
    public async Task Backup_WhileTheAppWrites_RestoredStoreVerifiesAndHasItsKeys()
    {
        using var store = await DayChainTests.FilledAsync();
        await File.WriteAllTextAsync(Path.Combine(store.Directory.Keys, "key-1.xml"), "<key/>");
        await using (var writer = store.Writer())
        {
            await writer.StartAsync(default);
            using var enough = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                for (var n = 31; !enough.IsCancellationRequested; n++)
                {
                    writer.TryWrite(TempStore.Event(n) with { ReceivedAt = TempStore.Noon.AddDays(3) });
                    if (n % 100 == 0) await writer.WrittenAsync();
                }
            });
            Assert.Equal(0, await RunAsync(store, "backup", store.PathOf("b.backup")));
            await enough.CancelAsync();
            await writing;
            await writer.CompleteAsync(default);
        }

        using var other = new TempStore();
        Assert.Equal(0, await RunAsync(other, "restore", store.PathOf("b.backup")));
        Assert.Equal("<key/>", await File.ReadAllTextAsync(Path.Combine(other.Directory.Keys, "key-1.xml")));
        Assert.True(DayChainTests.Verify(other, out var findings).Events >= 30);
        Assert.Empty(findings);
        other.Append([TempStore.Event(1_000_000) with { ReceivedAt = TempStore.Noon.AddDays(3) }]);
        DayChainTests.Verify(other, out findings);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Backup_File_OneFileForItsOwnerOnlyAndNeverOverAnother()
    {
        using var store = await DayChainTests.FilledAsync();
        using var place = new TempStore();
        var file = place.PathOf("b.backup");
        Assert.Equal(0, await RunAsync(store, "backup", file));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(1, await RunAsync(store, "backup", file));
    }

    [Fact]
    public async Task Restore_OverAStore_OnlyByForce()
    {
        using var store = await DayChainTests.FilledAsync();
        var file = store.PathOf("b.backup");
        await RunAsync(store, "backup", file);
        store.Append([TempStore.Event(31) with { ReceivedAt = TempStore.Noon.AddDays(2) }]);
        Assert.Equal(1, await RunAsync(store, "restore", file));
        Assert.Equal(31, (await store.AllAsync()).Count);
        Assert.Equal(0, await RunAsync(store, "restore", file, "--force"));
        Assert.Equal(30, (await store.AllAsync()).Count);
    }

    [Fact]
    public async Task Restore_WhileTheAppRuns_RefusedAndTheStoreStays()
    {
        using var store = await DayChainTests.FilledAsync();
        var file = store.PathOf("b.backup");
        await RunAsync(store, "backup", file);
        using (var app = new StoreHold(store.Directory, NullLogger<StoreHold>.Instance))
        {
            await app.StartingAsync(default);
            Assert.Equal(1, await RunAsync(store, "restore", file, "--force"));
        }
        Assert.Equal(0, await RunAsync(store, "restore", file, "--force"));
    }

    [Fact]
    public async Task Start_WhileARestoreRuns_SaysSo()
    {
        using var store = await TempStore.CreateAsync();
        using var restore = StoreHold.TryTakeAlone(store.Directory);
        using var app = new StoreHold(store.Directory, NullLogger<StoreHold>.Instance);
        Assert.Contains("a restore is running", (await Assert.ThrowsAsync<StoreUnavailableException>(() => app.StartingAsync(default))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "not a SQLite database")]
    [InlineData("other", "not a backup of Supervisor")]
    [InlineData("newer", "newer version")]
    [InlineData("missing", "There is no file")]
    public async Task Restore_WrongFile_RefusedAndTheStoreStays(string kind, string expected)
    {
        using var store = await DayChainTests.FilledAsync();
        var file = store.PathOf("b.backup");
        if (kind == "text") await File.WriteAllTextAsync(file, new string('x', 5_000));
        if (kind == "newer") await RunAsync(store, "backup", file);
        if (kind is "other" or "newer")
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = kind == "other" ? "CREATE TABLE Events (Sequence)" : """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99')""";
            command.ExecuteNonQuery();
        }

        using var error = new StringWriter();
        Assert.Equal(1, await RunAsync(store, error, "restore", file, "--force"));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(30, (await store.AllAsync()).Count);
        Assert.False(File.Exists(store.Directory.Database + ".restoring"));
    }

    [Fact]
    public async Task ExportAndRebuild_OnTheCommandLine_AreAuditedWithWhatTheyWereAbout()
    {
        using var store = await DayChainTests.FilledAsync();
        Assert.Equal(0, await RunAsync(store, "history", "export", "--agent", "291", "--from", "2026-11-20T12:00:00Z", "--text", "invoice", "-o", store.PathOf("out.csv")));
        Assert.Equal(0, await RunAsync(store, "history", "export", "--content", "intervals", "--gateway", "demo", "-o", store.PathOf("intervals.csv")));
        Assert.Equal(0, await RunAsync(store, "history", "rebuild"));

        await using var db = store.Open();
        var lines = await db.Audit.OrderBy(x => x.Id).Select(x => $"{x.Actor} {x.Action} {x.Target} {x.Detail}").ToListAsync();
        Assert.Equal("cli history.export csv events: agent 291; received at or after 2026-11-20T12:00:00.000+00:00; said \u201cinvoice\u201d", lines[0]);
        Assert.StartsWith("cli history.export csv intervals: gateway demo", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^cli history\.rebuild intervals 0 of \d+ agents were different$", lines[2]);
    }

    [Fact]
    public async Task Verify_Command_ExitCodeFindingAndWords()
    {
        using var store = await DayChainTests.FilledAsync();
        using var good = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["history", "verify", "--from", "2026-11-20", "--to", "2026-11-21", "--Data:Directory", store.Directory.Root], new Terminal(TextReader.Null, good, TextWriter.Null)));
        Assert.Contains("Verified: 20 events under 2 day seals.", good.ToString(), StringComparison.Ordinal);
        Assert.Contains("not about what the gateway delivered", good.ToString(), StringComparison.Ordinal);
        Assert.Contains((await store.Events.HeadAsync(default))!.Text, good.ToString(), StringComparison.Ordinal);
        DayChainTests.Execute(store, "DELETE FROM Events WHERE Sequence = 12");
        using var bad = new StringWriter();
        Assert.Equal(1, await CommandLine.RunAsync(["history", "verify", "--Data:Directory", store.Directory.Root], new Terminal(TextReader.Null, bad, TextWriter.Null)));
        Assert.Contains("event 12: was removed", bad.ToString(), StringComparison.Ordinal);
        Assert.Contains("NOT AS WRITTEN in 1 place:", bad.ToString(), StringComparison.Ordinal);
        Assert.Equal(64, await RunAsync(store, "history", "verify", "--from", "yesterday"));
        Assert.Equal(64, await RunAsync(store, "history", "verify", "--head", "abc"));
    }

    private static Task<int> RunAsync(TempStore store, params string[] args) => RunAsync(store, TextWriter.Null, args);

    private static Task<int> RunAsync(TempStore store, TextWriter error, params string[] args) =>
        CommandLine.RunAsync([.. args, "--Data:Directory", store.Directory.Root], new Terminal(TextReader.Null, TextWriter.Null, error));
}
