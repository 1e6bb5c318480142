using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Supervisor.Domain.Agents;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;

namespace Supervisor.Tests.History;

public sealed class ExportFormatTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public async Task Write_AnyFormat_TheSameRows()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 3_000).Select(n => TempStore.Event(n, (100 + (n % 7)).ToString(), content: n % 3 == 0 ? null : $$"""{"n":{{n}},"text":"中文 \"x\""}""") with
        {
            GeneratedAt = n % 2 == 0 ? TempStore.Noon.AddMilliseconds(n) : null,
            Origin = (EventOrigin)(n % 3),
        }));
        var filter = new EventFilter { Agents = ["101", "105"] };
        var csv = CsvText.Parse(Encoding.UTF8.GetString(await ExportAsync(store, ExportFormat.Csv, filter)));
        var xlsx = Workbook.Read(await ExportAsync(store, ExportFormat.Xlsx, filter))["Events"];
        var jsonl = (await LinesAsync(store, filter)).ConvertAll(Cells);
        Assert.Equal(858, csv.Count);
        Assert.Equal(csv.Skip(1), jsonl);
        Assert.Equal(csv[0], xlsx[0]);
        Assert.Equal(csv.Skip(1).Select(row => (string[])[row[0], WithoutOffset(row[1]), WithoutOffset(row[2]), .. row[3..]]), xlsx.Skip(1));
    }

    [Fact]
    public async Task Write_NothingMatches_HeaderOrNothing()
    {
        using var store = await TempStore.CreateAsync();
        Assert.Single(CsvText.Parse(Encoding.UTF8.GetString(await ExportAsync(store, ExportFormat.Csv))));
        Assert.Empty(await ExportAsync(store, ExportFormat.JsonLines));
        var book = Workbook.Read(await ExportAsync(store, ExportFormat.Xlsx));
        Assert.Equal(["About", "Events"], book.Keys);
        Assert.Equal(EventExport.Columns, Assert.Single(book["Events"]));
        Assert.Contains(book["About"], row => row is ["First event", "none"]);
    }

    [Fact]
    public async Task WriteJsonLines_JsonContent_AsReceivedOnOneLine()
    {
        using var store = await TempStore.CreateAsync();
        var deep = new string('[', 63) + new string(']', 63);
        store.Append([TempStore.Event(1, content: "{ \"a\":\r\n\"x\\ny\", \"n\":1.50 }"), TempStore.Event(2, content: "\"\\ud800\""), TempStore.Event(3, content: deep), TempStore.Event(4)]);
        var lines = await LinesAsync(store, EventFilter.Everything);
        Assert.Equal(["{ \"a\":  \"x\\ny\", \"n\":1.50 }", "\"\\ud800\"", deep, "null"], lines.Select(line => line.GetProperty("content").GetRawText()));
        Assert.All(lines, line => Assert.False(line.TryGetProperty("contentBase64", out _)));
    }

    [Theory]
    [InlineData("3C68746D6C3E")]
    [InlineData("00")]
    [InlineData("22FF22")]
    [InlineData("22EDA08022")]
    [InlineData("EFBBBF7B7D")]
    [InlineData("7B7D7B7D")]
    [InlineData("5B0A5B")]
    public async Task WriteJsonLines_OtherContent_Base64(string hex)
    {
        using var store = await TempStore.CreateAsync();
        var content = Convert.FromHexString(hex);
        store.Append([TempStore.Event(1) with { Content = content }]);
        var line = Assert.Single(await LinesAsync(store, EventFilter.Everything));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("content").ValueKind);
        Assert.Equal(content, line.GetProperty("contentBase64").GetBytesFromBase64());
    }

    [Theory]
    [InlineData("=cmd()", "=cmd()")]
    [InlineData("+1", "+1")]
    [InlineData("@SUM(1)", "@SUM(1)")]
    [InlineData("007", "007")]
    [InlineData("a\0b\u0001\uFFFE", "a\uFFFDb\uFFFD\uFFFD")]
    [InlineData("\r\n\tx \r", "\r\n\tx \r")]
    [InlineData(" padded ", " padded ")]
    [InlineData("_x0041_ _xyz_", "_x0041_ _xyz_")]
    [InlineData("<&>\"]]>", "<&>\"]]>")]
    [InlineData("中文 😀", "中文 😀")]
    public async Task WriteXlsx_AnyCell_ReadBackAsAText(string content, string expected)
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1, type: content, content: content)]);
        var row = Workbook.Read(await ExportAsync(store, ExportFormat.Xlsx))["Events"][1];
        Assert.Equal((expected, expected), (row[6], row[7]));
    }

    [Fact]
    public void Cell_LoneSurrogates_Replaced() => Assert.Equal("a\uFFFDb\uFFFD😀", XlsxText.Cell("a\uD800b\uDC00😀"));

    [Fact]
    public async Task WriteXlsx_LongerThanACell_CutAndSaidSo()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1, content: new string('x', XlsxText.Longest)), TempStore.Event(2, content: "x" + string.Concat(Enumerable.Repeat("😀", 300_000)))]);
        var book = Workbook.Read(await ExportAsync(store, ExportFormat.Xlsx));
        Assert.Equal(new string('x', XlsxText.Longest), book["Events"][1][7]);
        Assert.Equal("x" + string.Concat(Enumerable.Repeat("😀", 16_382)) + "…", book["Events"][2][7]);
        Assert.StartsWith("1, longer than", Assert.Single(book["About"], row => row[0] == "Contents cut")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteXlsx_MoreRowsThanASheet_GoOnOnTheNext()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 25).Select(n => TempStore.Event(n)));
        var book = Workbook.Read(await Exported.BytesAsync(store, new ExportRequest { Format = ExportFormat.Xlsx }, rowsPerSheet: 10));
        Assert.Equal(["About", "Events", "Events 2", "Events 3"], book.Keys);
        Assert.All(book.Skip(1), sheet => Assert.Equal(EventExport.Columns, sheet.Value[0]));
        Assert.Equal(Enumerable.Range(1, 25).Select(n => $"{n}"), book.Skip(1).SelectMany(sheet => sheet.Value.Skip(1)).Select(row => row[0]));
        var full = Workbook.Read(await Exported.BytesAsync(store, new ExportRequest { Format = ExportFormat.Xlsx }, rowsPerSheet: 25));
        Assert.Equal(["About", "Events"], full.Keys);
    }

    [Fact]
    public async Task WriteXlsx_TimesExcelDoesNotKnow_AsTexts()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1) with { GeneratedAt = new DateTimeOffset(1899, 12, 31, 0, 0, 0, TimeSpan.Zero) }, TempStore.Event(2) with { GeneratedAt = DateTimeOffset.MaxValue }]);
        var rows = Workbook.Read(await ExportAsync(store, ExportFormat.Xlsx))["Events"];
        Assert.StartsWith("1899-12-31T08:", rows[1][2], StringComparison.Ordinal);
        Assert.StartsWith("9999-12-31T", rows[2][2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteXlsx_About_FilterZonePeriodAndRowsInWords()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 10).Select(n => TempStore.Event(n)));
        var filter = new EventFilter { Agents = ["291"], From = TempStore.Noon.AddSeconds(3), Gateway = "demo" };
        var about = Workbook.Read(await ExportAsync(store, ExportFormat.Xlsx, filter))["About"].ToDictionary(row => row[0], row => row[1]);
        Assert.Equal("agent 291; gateway demo; received at or after 2026-11-20T20:00:03.000+08:00", about["Filter"]);
        Assert.Equal(("Asia/Shanghai", "8"), (about["Time zone"], about["Events"]));
        Assert.Equal(("2026-11-20T20:00:03.000+08:00", "2026-11-20T20:00:10.000+08:00"), (about["First event"], about["Last event"]));
        Assert.Matches("^Supervisor [0-9]+[.][0-9]+[.][0-9]+$", about["Created by"]);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("jsonl")]
    public async Task Write_CancelledInTheMiddle_NoFileLeft(string format)
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 5_000).Select(n => TempStore.Event(n)));
        using var cancel = new CancellationTokenSource();
        var request = new ExportRequest { Format = ExportFormat.Find(format)! };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Export().WriteAsync(request, PipeWriter.Create(Stream.Null), new AtRow(1_001, cancel.Cancel), cancel.Token));
        Assert.All(Directory.GetFiles(store.PathOf(".")), file => Assert.StartsWith("supervisor.db", Path.GetFileName(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_OneAgentOfMany_EstimatesItsRowsFromTheFirst()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 20_000).Select(n => TempStore.Event(n, n % 4 == 0 ? "291" : "292")));
        var seen = new List<ExportProgress>();
        await store.Export().WriteAsync(new ExportRequest { Filter = new EventFilter { Agents = ["291"] } }, PipeWriter.Create(Stream.Null), new Seen(seen.Add), default);
        Assert.All(seen.Skip(1), progress => Assert.InRange(progress.Estimated, 4_950, 5_050));
        Assert.Equal(new ExportProgress(5_000, 5_000), seen[^1]);
        Assert.Equal(seen.OrderBy(progress => progress.Rows), seen);
    }

    private static Task<byte[]> ExportAsync(TempStore store, ExportFormat format, EventFilter? filter = null) =>
        Exported.BytesAsync(store, new ExportRequest { Format = format, Filter = filter ?? EventFilter.Everything, Zone = Shanghai });

    private static async Task<List<JsonElement>> LinesAsync(TempStore store, EventFilter filter)
    {
        var text = Encoding.UTF8.GetString(await ExportAsync(store, ExportFormat.JsonLines, filter));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string[] Cells(JsonElement line) =>
        [.. EventExport.Columns.Select(column => line.GetProperty(column) is var cell && column == "content" && cell.ValueKind != JsonValueKind.Null ? cell.GetRawText() : cell.ToString())];

    private static string WithoutOffset(string time) => time.Length == 0 ? "" : time[..23];

    private sealed class Seen(Action<ExportProgress> see) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => see(value);
    }

    private sealed class AtRow(long row, Action act) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value)
        {
            if (value.Rows >= row) act();
        }
    }
}
