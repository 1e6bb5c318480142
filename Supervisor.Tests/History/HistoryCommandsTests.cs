using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Cli;
using Supervisor.Web.Security;

namespace Supervisor.Tests.History;

public sealed class HistoryCommandsTests
{
    [Fact]
    public async Task Export_ToFile_WholeFileUnderItsNameAndNothingElse()
    {
        using var store = await FilledAsync();
        var file = store.PathOf("out/events.csv");
        Directory.CreateDirectory(store.PathOf("out"));
        await File.WriteAllTextAsync(file, "old");
        var (code, _, error) = await RunAsync(store, "export", "--format", "csv", "--agent", "101", "--agent", "102", "--from", "2026-11-20T12:00:10Z", "--to", "2026-11-20T12:00:20Z", "-o", file);
        Assert.Equal(0, code);
        Assert.Equal("7 events written.", error.Trim());
        Assert.Equal(8, CsvText.Parse(await File.ReadAllTextAsync(file)).Count);
        Assert.Equal([file, file + ".about.txt"], Directory.GetFiles(store.PathOf("out")).Order(StringComparer.Ordinal));
        var about = await File.ReadAllTextAsync(file + ".about.txt");
        Assert.Contains("Filter: agent 101 or 102; received at or after 2026-11-20T12:00:10.000+00:00; received before 2026-11-20T12:00:20.000+00:00\n", about, StringComparison.Ordinal);
        Assert.Contains("Events: 7\n", about, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file + ".about.txt"));
    }

    [Fact]
    public async Task Export_JsonLinesInAZone_OneObjectPerLine()
    {
        using var store = await FilledAsync();
        var (code, output, _) = await RunAsync(store, "export", "--format", "jsonl", "--zone", "Asia/Shanghai");
        Assert.Equal(0, code);
        var lines = System.Text.Encoding.UTF8.GetString(output).TrimEnd('\n').Split('\n');
        Assert.Equal(50, lines.Length);
        Assert.Equal("2026-11-20T20:00:01.000+08:00", System.Text.Json.JsonDocument.Parse(lines[0]).RootElement.GetProperty("receivedAt").GetString());
    }

    [Fact]
    public async Task Export_WorkbookToFile_NothingBesideIt()
    {
        using var store = await FilledAsync();
        Directory.CreateDirectory(store.PathOf("out"));
        var file = store.PathOf("out/events.xlsx");
        Assert.Equal(0, (await RunAsync(store, "export", "--format", "xlsx", "-o", file)).Code);
        Assert.Equal([file], Directory.GetFiles(store.PathOf("out")));
        Assert.Equal(51, Workbook.Read(await File.ReadAllBytesAsync(file))["Events"].Count);
    }

    [Fact]
    public async Task Export_WorkbookToStandardOutput_OnlyWhereNobodyLooks()
    {
        using var store = await FilledAsync();
        Assert.Equal(51, Workbook.Read((await RunAsync(store, "export", "--format", "xlsx")).Output)["Events"].Count);
        var terminal = HistoryCommands.Create(_ => throw new InvalidOperationException("opened"), () => Stream.Null, () => true);
        Assert.Contains("terminal", Assert.Single(terminal.Parse(["export", "--format", "xlsx"]).Errors).Message, StringComparison.Ordinal);
        Assert.Empty(terminal.Parse(["export", "--format", "jsonl"]).Errors);
        Assert.Empty(terminal.Parse(["export", "--format", "xlsx", "-o", "events.xlsx"]).Errors);
    }

    [Theory]
    [InlineData("-o", "-")]
    [InlineData("--gateway", "demo")]
    public async Task Export_NoFile_StandardOutputHoldsNothingButTheEvents(params string[] args)
    {
        using var store = await FilledAsync();
        var (code, output, _) = await RunAsync(store, ["export", .. args]);
        Assert.Equal(0, code);
        Assert.Equal(51, CsvText.Parse(System.Text.Encoding.UTF8.GetString(output)).Count);
    }

    [Fact]
    public async Task Export_Text_OnlyWhereItWasSaid()
    {
        using var store = await FilledAsync();
        store.Append([TempStore.Event(51, type: Utterance.EventType) with
        {
            Origin = EventOrigin.Recognition,
            Event = new AgentEvent.Recognised(new Utterance { Readings = ["good morning"] }),
        }]);
        var (_, output, _) = await RunAsync(store, "export", "--text", "Morning");
        Assert.Equal("51", CsvText.Parse(System.Text.Encoding.UTF8.GetString(output))[^1][0]);
        Assert.Equal(2, CsvText.Parse(System.Text.Encoding.UTF8.GetString(output)).Count);
    }

    [Fact]
    public async Task Export_Bom_FirstThreeBytes()
    {
        using var store = await FilledAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], (await RunAsync(store, "export", "--bom")).Output[..3]);
    }

    [Fact]
    public async Task Export_FolderMissing_RefusedWithAMessage()
    {
        using var store = await FilledAsync();
        var (code, _, error) = await RunAsync(store, "export", "-o", store.PathOf("no/such/file.csv"));
        Assert.Equal(1, code);
        Assert.Contains("could not be written", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_TargetIsADirectory_RefusedAndNothingLeftBehind()
    {
        using var store = await FilledAsync();
        Directory.CreateDirectory(store.PathOf("out/taken"));
        var (code, _, _) = await RunAsync(store, "export", "-o", store.PathOf("out/taken"));
        Assert.Equal(1, code);
        Assert.Empty(Directory.GetFiles(store.PathOf("out")));
    }

    [Theory]
    [InlineData("--format", "pdf")]
    [InlineData("--format", "jsonl", "--bom")]
    [InlineData("--zone", "Mars/Base")]
    [InlineData("--from", "yesterday")]
    [InlineData("--from", "2026-11-20", "--to", "2026-11-19")]
    [InlineData("--text", "x")]
    [InlineData("--nonsense")]
    public void Parse_BadUsage_ErrorBeforeAnythingIsOpened(params string[] args) =>
        Assert.NotEmpty(HistoryCommands.Create(_ => throw new InvalidOperationException("opened")).Parse(["export", .. args]).Errors);

    private static async Task<TempStore> FilledAsync()
    {
        var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 50).Select(n => TempStore.Event(n, (101 + (n % 3)).ToString())));
        return store;
    }

    private static async Task<(int Code, byte[] Output, string Error)> RunAsync(TempStore store, params string[] args)
    {
        await using var services = new ServiceCollection().AddSingleton(store.Exporter(TimeProvider.System)).AddSingleton(new AuditTrail(store.Contexts, TimeProvider.System)).BuildServiceProvider();
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var command = HistoryCommands.Create(_ => Task.FromResult<IServiceProvider>(services), () => output, () => false);
        var code = await command.Parse(args).InvokeAsync(new InvocationConfiguration { Error = error });
        return (code, output.ToArray(), error.ToString());
    }
}
