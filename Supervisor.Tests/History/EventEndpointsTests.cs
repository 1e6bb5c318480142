using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Supervisor.Domain.Conversations;
using Supervisor.Domain.Events;
using Supervisor.Tests.Persistence;
using Supervisor.Tests.Support;
using Supervisor.Web.Features.History;
using Supervisor.Web.Persistence;
using Supervisor.Web.Security;
using Supervisor.Web.Subscriptions;

namespace Supervisor.Tests.History;

public sealed class EventEndpointsTests
{
    [Fact]
    public async Task List_ByCursor_EveryEventOnceWithRawContent()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        string?[] contents = ["""{ "callid":"1-2", "n":1.50 }""", "\"plain\"", null, "<html>"];
        app.Append(Enumerable.Range(1, 250).Select(n => TempStore.Event(n, content: contents[n % 4])));
        var items = new List<JsonElement>();
        for (var next = "0"; ;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/events?after={next}&limit=60");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null) break;
            next = page.GetProperty("next").ToString();
        }
        Assert.Equal(Enumerable.Range(1, 250), items.Select(item => item.GetProperty("sequence").GetInt32()));
        Assert.Equal(["\"<html>\"", """{ "callid":"1-2", "n":1.50 }""", "\"plain\"", "null"], items[2..6].Select(item => item.GetProperty("content").GetRawText().Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal)));
        Assert.Equal("2026-11-20T12:00:01.000+00:00", items[0].GetProperty("receivedAt").GetString());
        Assert.Equal(("demo", "291", "gateway", "AgentState_Ready"), (Text(items[0], "gateway"), Text(items[0], "agentId"), Text(items[0], "origin"), Text(items[0], "type")));
        Assert.Equal(JsonValueKind.Null, items[0].GetProperty("generatedAt").ValueKind);
    }

    [Fact]
    public async Task List_RepeatedAgentsAndTimes_OnlyThose()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append(Enumerable.Range(1, 90).Select(n => TempStore.Event(n, (100 + (n % 3)).ToString())));
        var page = await http.GetFromJsonAsync<JsonElement>("/api/v1/events?agent=100&agent=101&from=2026-11-20T12:00:10Z&to=2026-11-20T13:00:20%2B01:00");
        Assert.Equal([10, 12, 13, 15, 16, 18, 19], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sequence").GetInt32()));
    }

    /// <summary>As surface.md writes the address, and as the form of a script sends it: nothing filled in is nothing asked for.</summary>
    [Theory]
    [InlineData("/api/v1/events?gateway=&agent=&type=&from=&to=&after=&limit=")]
    [InlineData("/api/v1/events/export?format=&zone=&gateway=&agent=")]
    [InlineData("/api/v1/intervals?gateway=demo&agent=291&from=&to=&after=&limit=")]
    public async Task Any_EmptyParameters_AreAsWithout(string address)
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append([TempStore.Event(1)]);
        using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task List_BadParameters_ProblemThatNamesEachOne()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        using var response = await http.GetAsync(new Uri("/api/v1/events?from=yesterday&to=2026-13-01&limit=0&after=-1&origin=us&agentId=5&gateway=a&gateway=b", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["after", "agentId", "from", "gateway", "limit", "origin", "to"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ListAndExport_ByWhatWasSaid_TheSameRowsWithTheirWholeContent()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append([TempStore.Event(1, content: "\"cancel\""), Recognised(2, "I want to cancel"), Recognised(3, "我想取消订单")]);
        var page = await http.GetFromJsonAsync<JsonElement>("/api/v1/events?text=CANCEL");
        var item = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(("2", "recognition", "Recognition"), (item.GetProperty("sequence").ToString(), Text(item, "origin"), Text(item, "type")));
        Assert.Equal("I want to cancel", item.GetProperty("content").GetProperty("result")[0].GetProperty("content").GetString());
        var rows = CsvText.Parse(await http.GetStringAsync("/api/v1/events/export?text=%E5%8F%96%E6%B6%88&origin=recognition"));
        Assert.Equal(["3", "recognition", """{"asrusercase":"0","talkertype":"2","result":[{"confidence":"0.93","content":"我想取消订单"}]}"""], (string[])[rows[1][0], rows[1][5], rows[1][7]]);
        Assert.Equal(2, rows.Count);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%E5%8F%96")]
    [InlineData("a%0Ab")]
    public async Task List_TextThatCannotBeLookedFor_ProblemThatNamesIt(string text)
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        using var response = await http.GetAsync(new Uri($"/api/v1/events?text={text}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["text"], (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Export_WithFilterBomAndZone_CsvAttachment()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append([TempStore.Event(1, "291"), TempStore.Event(2, "292")]);
        using var response = await http.GetAsync(new Uri("/api/v1/events/export?format=csv&bom=true&zone=Asia/Shanghai&agent=292", UriKind.Relative));
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Matches("^attachment; filename=events-[0-9]{8}-[0-9]{6}[.]csv$", response.Content.Headers.ContentDisposition?.ToString());
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var rows = CsvText.Parse(System.Text.Encoding.UTF8.GetString(bytes[3..]));
        Assert.Equal(["2", "2026-11-20T20:00:02.000+08:00", "", "demo", "292", "gateway", "AgentState_Ready", ""], rows[1]);
        Assert.Equal(2, rows.Count);
    }

    [Theory]
    [InlineData("format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("format=xlsx&bom=true", HttpStatusCode.BadRequest)]
    [InlineData("zone=Mars/Base", HttpStatusCode.BadRequest)]
    [InlineData("bom=maybe", HttpStatusCode.BadRequest)]
    [InlineData("from=x", HttpStatusCode.BadRequest)]
    public async Task Export_CannotServe_Problem(string query, HttpStatusCode expected)
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        using var response = await http.GetAsync(new Uri($"/api/v1/events/export?{query}", UriKind.Relative));
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Export_UnknownFormat_ProblemThatNamesTheThree()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        using var response = await http.GetAsync(new Uri("/api/v1/events/export?format=pdf", UriKind.Relative));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Expected csv, xlsx or jsonl.", problem.GetProperty("errors").GetProperty("format")[0].GetString());
    }

    [Theory]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("jsonl", "application/jsonl")]
    public async Task Export_OtherFormats_AttachmentOfThatKind(string format, string contentType)
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append([TempStore.Event(1, "291"), TempStore.Event(2, "292")]);
        using var response = await http.GetAsync(new Uri($"/api/v1/events/export?format={format}&agent=292", UriKind.Relative));
        Assert.Equal(contentType, response.Content.Headers.ContentType?.ToString());
        Assert.EndsWith("." + format, response.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var agent = format == "xlsx" ? Assert.Single(Workbook.Read(bytes)["Events"].Skip(1))[4] : JsonDocument.Parse(bytes).RootElement.GetProperty("agentId").GetString();
        Assert.Equal("292", agent);
    }

    [Fact]
    public async Task Export_Watched_TellsItsOwnersPageHowItWent()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append(Enumerable.Range(1, 30).Select(n => TempStore.Event(n)));
        var desk = app.Services.GetRequiredService<ExportDesk>();
        var (own, other) = (desk.Open("ann"), desk.Open("bob"));
        foreach (var watch in (ExportWatch[])[own, other])
            Assert.Equal(31, CsvText.Parse(await http.GetStringAsync($"/api/v1/events/export?watch={watch.Key}")).Count);
        await Eventually.IsTrueAsync(() => own.States.TryPeek(out var state) && state.Phase == ExportPhase.Done, "the page has been told");
        Assert.True(own.States.TryRead(out var end));
        Assert.Equal(new ExportProgress(30, 30), end.Progress);
        Assert.False(other.States.TryPeek(out _));
    }

    [Fact]
    public async Task Export_CancelledByThePage_CutAndNoFileLeft()
    {
        await using var app = new HistoryApp(Roles.Manager);
        using var http = app.CreateClient();
        app.Append(Enumerable.Range(1, 100_000).Select(n => TempStore.Event(n)));
        var watch = app.Services.GetRequiredService<ExportDesk>().Open("ann");
        var download = http.GetByteArrayAsync(new Uri($"/api/v1/events/export?format=xlsx&watch={watch.Key}", UriKind.Relative));
        await Eventually.IsTrueAsync(() => watch.States.TryPeek(out var state) && state.Progress.Rows > 0, "the export runs");
        watch.Cancel();
        await Assert.ThrowsAnyAsync<Exception>(() => download);
        await Eventually.IsTrueAsync(() => watch.States.TryPeek(out var state) && state.Phase == ExportPhase.Cancelled, "the page has been told");
        Assert.Empty(Directory.GetFiles(app.Services.GetRequiredService<DataDirectory>().Root, "*.part"));
    }

    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Supervisor)]
    [InlineData(Roles.Viewer)]
    public async Task Events_OtherRoles_Forbidden(string role)
    {
        await using var app = new HistoryApp(role);
        using var http = app.CreateClient();
        foreach (var path in (string[])["/api/v1/events", "/api/v1/events/export", "/api/v1/events/export?format=xlsx", "/api/v1/events/export?format=jsonl"])
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    private static ObservedEvent Recognised(long sequence, string text)
    {
        var content = System.Text.Encoding.UTF8.GetBytes($$"""{"asrusercase":"0","talkertype":"2","result":[{"confidence":"0.93","content":"{{text}}"}]}""");
        return TempStore.Event(sequence, type: Utterance.EventType) with { Origin = EventOrigin.Recognition, Event = new AgentEvent.Recognised(RecognitionReading.Parse(content)!), Content = content };
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
