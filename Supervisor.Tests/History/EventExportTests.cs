using System.IO.Pipelines;
using System.Text;
using Supervisor.Tests.Persistence;
using Supervisor.Web.Features.History;

namespace Supervisor.Tests.History;

public sealed class EventExportTests
{
    [Fact]
    public async Task WriteCsv_OneEvent_ColumnsTimesAndQuotes()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(5, content: """{"a":"x,\"y"}""") with { GeneratedAt = TempStore.Noon }]);
        Assert.Equal(
            "sequence,receivedAt,generatedAt,gateway,agentId,origin,type,content\r\n"
            + "5,2026-11-20T12:00:05.000+00:00,2026-11-20T12:00:00.000+00:00,demo,291,gateway,AgentState_Ready,\"{\"\"a\"\":\"\"x,\\\"\"y\"\"}\"\r\n",
            Encoding.UTF8.GetString(await ExportAsync(store)));
    }

    [Fact]
    public async Task WriteCsv_ByteOrderMarkAndZone_AsAsked()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(5)]);
        var bytes = await ExportAsync(store, bom: true, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Contains("2026-11-20T20:00:05.000+08:00,,demo", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r=1", "'\r'=1")]
    [InlineData("\n=1", "'\n'=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠SUM(1)", "'＠SUM(1)")]
    [InlineData("，1", "，1")]
    [InlineData("x;=cmd|' /C calc'!A0;", "x;'=cmd|' /C calc'!A0;")]
    [InlineData("x; \";\"@SUM(1)", "x; \";\"'@SUM(1)")]
    [InlineData("x\r\n\t+1+cmd|' /C calc'!A0", "x\r\n\t'+1+cmd|' /C calc'!A0")]
    [InlineData("x;＝1;-", "x;'＝1;'-")]
    [InlineData("-1;-2;-2+3", "'-1;-2;'-2+3")]
    [InlineData("{\"a\":\"x;=1\"}", "{\"a\":\"x;'=1\"}")]
    [InlineData("a; -5", "a; -5")]
    [InlineData("a; -5,25;\t+1\n;", "a; -5,25;\t+1\n;")]
    [InlineData("a=1; b=2 (c-d; e@f)", "a=1; b=2 (c-d; e@f)")]
    [InlineData("\0", "'\0")]
    [InlineData("\u0085=1", "'\u0085=1")]
    [InlineData("=1,\"2\"", "'=1,\"2\"")]
    [InlineData("\"-1\"", "\"-1\"")]
    [InlineData(" padded ", " padded ")]
    [InlineData("中文 ✓", "中文 ✓")]
    public async Task WriteCsv_AnyCell_ReadBackAndNoFormula(string content, string expected)
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1, type: content, content: content)]);
        var rows = CsvText.Parse(Encoding.UTF8.GetString(await ExportAsync(store)));
        Assert.Equal(2, rows.Count);
        Assert.Equal((expected, expected), (rows[1][6], rows[1][7]));
    }

    [Fact]
    public async Task WriteCsv_TextWithAnotherSeparator_StandsInQuotes()
    {
        using var store = await TempStore.CreateAsync();
        store.Append([TempStore.Event(1, type: "a;b", content: "a\tb")]);
        Assert.Contains(",\"a;b\",\"a\tb\"\r\n", Encoding.UTF8.GetString(await ExportAsync(store)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteCsv_ReaderGone_Ends()
    {
        using var store = await TempStore.CreateAsync();
        store.Append(Enumerable.Range(1, 20_000).Select(n => TempStore.Event(n)));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1024 * 1024));
        await pipe.Reader.CompleteAsync();
        var about = await store.Export().WriteAsync(new ExportRequest(), pipe.Writer, null, default);
        Assert.True(about is { Rows: < 20_000, IsWhole: false });
    }

    private static Task<byte[]> ExportAsync(TempStore store, bool bom = false, TimeZoneInfo? zone = null) =>
        Exported.BytesAsync(store, new ExportRequest { ByteOrderMark = bom, Zone = zone ?? TimeZoneInfo.Utc });
}
